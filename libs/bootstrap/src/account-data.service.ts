import { Injectable, Logger } from '@nestjs/common';
import type { AccountErased, Event, EventSubject } from '@rollcall/contracts';
import { Counter } from 'prom-client';
import { AccountDataRepository } from './account-data.repository.js';

/** What is told of an account whether or not it is still there. */
const outlives: ReadonlySet<EventSubject> = new Set<EventSubject>(['audit.recorded', 'account.erased']);

const eventsDropped = new Counter({
  name: 'rollcall_events_dropped_total',
  help: 'Events that came after the account they tell of was erased.',
  labelNames: ['subject'] as const,
});

/** An account that is erased stays so, though events of it are still under way. */
@Injectable()
export class AccountDataService {
  private readonly logger = new Logger(AccountDataService.name);

  constructor(private readonly data: AccountDataRepository) {}

  /** The mark comes first: whoever stores something after it finds it. A repeat must not take what began anew since. */
  async erase({ accountId, occurredAt }: AccountErased): Promise<void> {
    const erasedAt = new Date(occurredAt);
    if (!(await this.data.markErased(accountId, erasedAt))) return;
    await this.data.erase(accountId);
    await this.data.markGone(accountId, erasedAt);
  }

  /** Handles an event, but for one of an account that was erased after it: that is over with. */
  async handleUnlessErased(subject: EventSubject, event: Event, handle: () => Promise<unknown>): Promise<void> {
    if (outlives.has(subject)) {
      await handle();
      return;
    }
    if (await this.isLate(event)) {
      eventsDropped.inc({ subject });
      return;
    }
    try {
      await handle();
    } finally {
      // The account went while this event was in hand: what its handler stored may have come after all else was gone.
      if (await this.isLate(event)) await this.eraseAgain(event.accountId, subject);
    }
  }

  private isLate({ accountId, occurredAt }: Event): Promise<boolean> {
    return this.data.isErased(accountId, new Date(occurredAt));
  }

  private async eraseAgain(accountId: string, subject: EventSubject): Promise<void> {
    this.logger.log(`${accountId} was erased while ${subject} was in hand: what that stored goes too`);
    await this.data.erase(accountId);
  }
}
