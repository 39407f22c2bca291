import { Injectable } from '@nestjs/common';
import type { AccountRequest, Configuration } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { changedSettings, record } from '../audit/record-change.js';
import { Clock } from './clock.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import { ConfigurationsService } from './configurations.service.js';
import { type DraftChange, editDraft, nameOf, refuseIfChanged } from './edit-draft.js';

/** How often a change is made again on top of what others saved meanwhile. */
const tries = 5;

@Injectable()
export class DraftsService {
  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly configurations: ConfigurationsService,
    private readonly clock: Clock,
  ) {}

  /** Stores one step of the wizard, valid or not: what is wrong with it is in the answer. */
  async save(request: AccountRequest & { etag?: string }, change: DraftChange): Promise<Configuration> {
    const { accountId, etag, actor } = request;
    for (let attempt = 1; attempt <= tries; attempt++) {
      const found = await this.repository.find(accountId);
      refuseIfChanged(found.configuration.draft, etag);
      const draft = editDraft(found, change, nameOf(actor), this.clock.now());
      const changed = changedSettings(found.configuration.draft ?? found.active, draft);
      const told = changed && { ...record(request, 'Updated user sync configuration', 'Draft'), ...changed };
      if (await this.repository.saveDraft(found.configuration, draft, told))
        return this.configurations.get({ accountId });
    }
    throw new RefusedError('draft-changed', 'Others are saving this draft at the same time: save again.');
  }

  async discard(request: AccountRequest): Promise<Configuration> {
    const { accountId } = request;
    await this.repository.discardDraft(accountId, record(request, 'Discarded user sync configuration', 'Draft'));
    return this.configurations.get({ accountId });
  }
}
