import { randomUUID } from 'node:crypto';
import { type EventBody, type EventOf, events, type EventSubject } from '@rollcall/contracts';
import type { StoredEvent } from './bus-connection.js';
import { InvalidMessageError } from './errors.js';
import { nextTraceparent } from './trace.js';
import { validate } from './validate.js';

/** An event as its publisher writes it; the envelope is filled in where it is missing. */
export type EventDraft<S extends EventSubject> = EventBody<S> & Partial<Pick<EventOf<S>, 'eventId' | 'occurredAt'>>;

/** An event ready to be sent, or an InvalidMessageError: no consumer must meet what its publisher could have known. */
export function completeEvent<S extends EventSubject>(
  subject: S,
  draft: EventDraft<S>,
  maxPayload: number,
): StoredEvent {
  const envelope = { eventId: randomUUID() as string, occurredAt: new Date().toISOString() };
  const event = validate<EventOf<EventSubject>>(events[subject], { ...envelope, ...draft }, subject);
  const payload = JSON.stringify(event);
  const bytes = Buffer.byteLength(payload);
  if (bytes > maxPayload) {
    throw new InvalidMessageError(`${subject} is ${bytes} bytes, more than the ${maxPayload} the bus carries`);
  }
  return { subject, eventId: event.eventId, payload, traceparent: nextTraceparent() };
}
