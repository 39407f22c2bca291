import type { BusUsage } from './find-usage.js';

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/authorization */
export interface Permissions {
  publish: string[];
  subscribe: string[];
}

const streams = ['EVENTS', 'DLQ'];

/**
 * The least a service needs: to ask what it asks, to answer what it answers as one of its queue group, to store the events
 * it emits, and to read those it consumes by consumers of its own. It can neither read what others are answered nor look
 * into, empty or delete a stream that isn't its own.
 */
export function derivePermissions(service: string, usage: BusUsage): Permissions {
  const consumers = usage.consumes.map((subject) => ({ subject, name: `${service}--${subject.replaceAll('.', '_')}` }));
  return {
    publish: [
      ...usage.asks,
      ...usage.emits,
      ...usage.tells,
      // Whoever starts first makes the streams; a newer version brings them up to date.
      ...streams.flatMap((stream) => ['CREATE', 'INFO', 'UPDATE'].map((call) => `$JS.API.STREAM.${call}.${stream}`)),
      ...consumers.flatMap(({ subject, name }) => [
        `$JS.API.CONSUMER.CREATE.EVENTS.${name}.${subject}`,
        `$JS.API.CONSUMER.INFO.EVENTS.${name}`,
        `$JS.API.CONSUMER.MSG.NEXT.EVENTS.${name}`,
        `$JS.ACK.EVENTS.${name}.>`,
        `dlq.${service}.${subject}`,
      ]),
      ...(usage.records ? ['records.*', '$JS.API.STREAM.CREATE.RECORDS', '$JS.API.DIRECT.GET.RECORDS.records.*'] : []),
      ...(usage.counts ? ['counts.*', '$JS.API.STREAM.CREATE.COUNTS'] : []),
    ],
    subscribe: [...usage.answers.map((subject) => `${subject} ${service}`), ...usage.listens, `_INBOX.${service}.>`],
  };
}
