import { setTimeout as pause } from 'node:timers/promises';
import type { EventSubject } from '@rollcall/contracts';
import type { BusConnection } from './bus-connection.js';
import { completeEvent, type EventDraft } from './complete-event.js';

const WAITS_MS = [100, 500, 2_000];

/** Publishes an event that belongs to no database change. One that does goes through the Outbox. */
export class EventPublisher {
  constructor(private readonly bus: BusConnection) {}

  /** Resolves when the bus has stored the event; UnavailableError if it didn't after a few tries. */
  async publish<S extends EventSubject>(subject: S, draft: EventDraft<S>): Promise<void> {
    const event = completeEvent(subject, draft, this.bus.maxPayload);
    for (const waitMs of WAITS_MS) {
      try {
        // The same id each time: an attempt that was stored and only looked lost isn't stored twice.
        await this.bus.store(event);
        return;
      } catch {
        await pause(waitMs);
      }
    }
    await this.bus.store(event);
  }
}
