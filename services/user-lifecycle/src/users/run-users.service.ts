import { Injectable } from '@nestjs/common';
import type { RunContext } from '@rollcall/contracts';
import { PreviewsRepository } from './previews.repository.js';
import { type RunUsers, RunUsersRepository } from './run-users.repository.js';

/** The users of a run: a preview goes the very same way as a sync, over users that it only pretends to change. */
@Injectable()
export class RunUsersService {
  constructor(
    private readonly users: RunUsersRepository,
    private readonly previews: PreviewsRepository,
  ) {}

  of({ kind }: Pick<RunContext, 'kind'>): RunUsers {
    return kind === 'preview' ? this.previews : this.users;
  }

  endPreview(accountId: string, runId: string): Promise<void> {
    return this.previews.end(accountId, runId);
  }
}
