import { jetstream, type JetStreamClient, jetstreamManager } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { closeConnection, connectToBus, maxPayload } from './connect-to-bus.js';
import { UnavailableError } from './errors.js';
import { isNoResponders } from './is-no-responders.js';
import { eventsPublished } from './metrics.js';
import type { MessagingSettings } from './settings.js';
import { ensureStreams } from './streams.js';
import { TRACEPARENT } from './trace.js';

/** The connection a service asks and publishes by. */
export class BusConnection {
  private readonly jetstream: JetStreamClient;
  private connected = true;
  private loss = new AbortController();

  private constructor(
    readonly connection: NatsConnection,
    private readonly publishTimeoutMs: number,
  ) {
    this.jetstream = jetstream(connection);
    void this.watch();
  }

  static async open(settings: MessagingSettings): Promise<BusConnection> {
    const bus = new BusConnection(await connectToBus(settings, 'client'), settings.tuning.publishTimeoutMs);
    // Else the first event would: but only where nobody listens to its subject, and so takes it for stored.
    await bus.makeStreams().catch(() => undefined);
    return bus;
  }

  isConnected(): boolean {
    return this.connected && !this.connection.isClosed();
  }

  /** Aborted when the connection there is now is lost: an answer that was on its way over it never comes. */
  get lost(): AbortSignal {
    return this.loss.signal;
  }

  get maxPayload(): number {
    return maxPayload(this.connection);
  }

  /** One attempt to store an event on the bus. Storing it again is harmless: its id is the message's. */
  async store(event: StoredEvent, mayMakeStreams = true): Promise<void> {
    if (!this.isConnected())
      throw new UnavailableError(`the bus is away and did not store ${event.subject} ${event.eventId}`);
    try {
      await this.jetstream.publish(event.subject, event.payload, {
        msgID: event.eventId,
        timeout: this.publishTimeoutMs,
        headers: traceHeaders(event.traceparent),
      });
      eventsPublished.inc({ subject: event.subject, result: 'stored' });
    } catch (error) {
      eventsPublished.inc({ subject: event.subject, result: 'failed' });
      // Nobody listens where no stream covers the subject: it isn't there yet, or not any more.
      if (isNoResponders(error) && mayMakeStreams) {
        await this.makeStreams();
        return await this.store(event, false);
      }
      throw new UnavailableError(`the bus did not store ${event.subject} ${event.eventId}`, { cause: error });
    }
  }

  close(): Promise<void> {
    return closeConnection(this.connection);
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') {
        this.connected = false;
        this.loss.abort();
        this.loss = new AbortController();
      }
      if (type === 'reconnect') this.connected = true;
    }
  }

  private async makeStreams(): Promise<void> {
    try {
      await ensureStreams(await jetstreamManager(this.connection, { checkAPI: false }));
    } catch (error) {
      throw new UnavailableError('the streams are missing and could not be made', { cause: error });
    }
  }
}

export interface StoredEvent {
  subject: string;
  eventId: string;
  payload: string;
  traceparent: string;
}

export function traceHeaders(traceparent: string): MsgHdrs {
  const made = headers();
  made.set(TRACEPARENT, traceparent);
  return made;
}
