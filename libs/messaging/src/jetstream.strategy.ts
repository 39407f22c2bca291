import type { NatsConnection } from '@nats-io/nats-core';
import { BaseRpcContext, type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { EventOf, EventSubject } from '@rollcall/contracts';
import { lastValueFrom } from 'rxjs';
import { closeConnection, connectToBus } from './connect-to-bus.js';
import { JETSTREAM } from './decorators.js';
import { EventConsumer, type EventHandler } from './event-consumer.js';
import type { MessagingSettings } from './settings.js';

/** Decides whether an event is handled at all. It is settled by what this returns or throws, as by a handler. */
export type EventGate = (
  subject: EventSubject,
  event: EventOf<EventSubject>,
  handle: () => Promise<unknown>,
) => Promise<unknown>;

/** Nest's transport for events: at least once, by a durable pull consumer per service and subject. */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM;
  override readonly propagatesEventHandlerErrors = true;
  private consumers: EventConsumer[] = [];
  private connection: NatsConnection | undefined;

  constructor(
    private readonly settings: MessagingSettings,
    private readonly gate: EventGate = (_subject, _event, handle) => handle(),
  ) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const connection = await connectToBus(this.settings, 'events');
      this.connection = connection;
      this.consumers = [...this.messageHandlers].map(
        ([subject, handler]) =>
          new EventConsumer(
            connection,
            subject as EventSubject,
            this.gated(subject as EventSubject, this.toPromise(subject, handler)),
            this.settings,
          ),
      );
      for (const consumer of this.consumers) consumer.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** The phases are apart on purpose: an acknowledgement sent after the connection is closed is none. */
  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    if (this.connection) await closeConnection(this.connection);
  }

  override on(): never {
    throw new Error('the JetStream strategy has no events of its own');
  }

  override unwrap<T>(): T {
    return this.connection as T;
  }

  private gated(subject: EventSubject, handler: EventHandler): EventHandler {
    return (event) => this.gate(subject, event, () => handler(event));
  }

  /** Nest hands back an Observable; unless somebody waits for its end, a failure is never seen. */
  private toPromise(subject: string, handler: MessageHandler): EventHandler {
    return async (event) => {
      const result: unknown = await handler(event, new BaseRpcContext([subject]));
      return lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
    };
  }
}
