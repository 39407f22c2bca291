import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  type StreamConfig,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { events, type EventSubject } from '@rollcall/contracts';

export const EVENTS = 'EVENTS';
export const DEAD_LETTERS = 'DLQ';

const DAY = 24 * 60 * 60 * 1_000;
const MiB = 1024 * 1024;

const settings = {
  storage: StorageType.File,
  // Several services read each event, so it stays for a time instead of until its acknowledgement.
  retention: RetentionPolicy.Limits,
  // A full stream refuses what is new and so holds the outboxes back; discarding the oldest would lose events.
  discard: DiscardPolicy.New,
  duplicate_window: nanos(10 * 60 * 1_000),
} satisfies Partial<StreamConfig>;

const streams = [
  // Literal subjects: a wildcard that caught a request's subject would answer it before the service does.
  { name: EVENTS, subjects: Object.keys(events), max_age: nanos(14 * DAY), max_bytes: 1024 * MiB, ...settings },
  { name: DEAD_LETTERS, subjects: ['dlq.>'], max_age: nanos(90 * DAY), max_bytes: 256 * MiB, ...settings },
];

/** Makes both streams, or brings them up to date. Any number of services may do so at once. */
export async function ensureStreams(manager: JetStreamManager): Promise<void> {
  for (const stream of streams) await ensureStream(manager, stream);
}

async function ensureStream(manager: JetStreamManager, wanted: (typeof streams)[number]): Promise<void> {
  try {
    const { config } = await manager.streams.info(wanted.name);
    // The union, so that an instance of the version before doesn't take a new subject away during a rollout.
    const subjects = [...new Set([...config.subjects, ...wanted.subjects])];
    const { name, storage: _fixed, retention: _fixedToo, ...update } = wanted;
    if (differs(config, { ...update, subjects })) await manager.streams.update(name, { ...update, subjects });
  } catch (error) {
    if (!isApiError(error, JetStreamApiCodes.StreamNotFound)) throw error;
    await manager.streams.add(wanted);
  }
}

export function deadLetterSubject(service: string, subject: string): string {
  return `dlq.${service}.${subject}`;
}

function consumerName(service: string, subject: string): string {
  return `${service}--${subject.replaceAll('.', '_')}`;
}

/** Makes the durable consumer that all instances of a service share for one subject, or brings it up to date. */
export async function ensureConsumer(
  manager: JetStreamManager,
  { service, subject, ackWaitMs }: { service: string; subject: EventSubject; ackWaitMs: number },
): Promise<string> {
  const name = consumerName(service, subject);
  const config = {
    ack_wait: nanos(ackWaitMs),
    // The strategy counts real failures itself; a limit here would drop events during a long outage.
    max_deliver: -1,
    // Events waiting for another try count too: a thousand of them, the default, would hold up all others.
    max_ack_pending: 10_000,
  };
  try {
    await manager.consumers.add(EVENTS, {
      durable_name: name,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ...config,
    });
  } catch (error) {
    if (!isApiError(error, CONSUMER_EXISTS)) throw error;
    await manager.consumers.update(EVENTS, name, config);
  }
  return name;
}

// https://github.com/nats-io/nats-server/blob/main/server/errors.json
const CONSUMER_EXISTS = 10148;

export function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}

function differs(actual: object, wanted: object): boolean {
  return Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(actual[key as keyof typeof actual]) !== JSON.stringify(value),
  );
}
