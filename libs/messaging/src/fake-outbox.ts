import type { EventSubject } from '@rollcall/contracts';
import { completeEvent, type EventDraft } from './complete-event.js';
import { Outbox } from './outbox.js';
import type { Transaction } from './outbox.repository.js';

/** An outbox in memory, for unit tests: what was added is `stored` until `flush` makes it `published`. */
export class FakeOutbox extends Outbox {
  readonly stored: { subject: EventSubject; event: unknown }[] = [];
  readonly published: { subject: EventSubject; event: unknown }[] = [];

  async add<S extends EventSubject>(_transaction: Transaction, subject: S, ...drafts: EventDraft<S>[]): Promise<void> {
    for (const draft of drafts) {
      const { payload } = completeEvent(subject, draft, Number.POSITIVE_INFINITY);
      this.stored.push({ subject, event: JSON.parse(payload) as unknown });
    }
    await Promise.resolve();
  }

  flush(): void {
    this.published.push(...this.stored.splice(0));
  }
}
