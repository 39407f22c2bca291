import { Injectable } from '@nestjs/common';
import type { AccountRequest, MappingTried, SyncedPerson, User } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { DirectoryService } from './directory.service.js';
import { explainPerson } from './explain-person.js';
import type { Explanation } from './explanation.js';

/** Gathers what every service knows about one person. */
@Injectable()
export class ExplanationService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly directory: DirectoryService,
  ) {}

  async explain(account: AccountRequest, externalId: string): Promise<Explanation> {
    const [where, configuration] = await Promise.all([
      this.directory.at(account),
      this.rpc.request('rpc.configuration.get', account),
    ]);
    const scope = configuration.active?.scope ?? configuration.draft?.scope;
    const groupIds = scope?.users === 'groups' ? scope.userGroups.map(({ id }) => id) : [];
    const [traced, synced] = await Promise.all([
      this.rpc.request('rpc.directory.trace', { ...where, externalId, groupIds }),
      this.rpc.request('rpc.users.find-synced', {
        ...account,
        provider: 'azure',
        tenantId: where.tenantId,
        externalId,
      }),
    ]);
    const hasRows = configuration.active !== undefined || configuration.draft !== undefined;
    const [tried, lastOutcome] = await Promise.all([
      traced.state === 'present' && hasRows ? this.rpc.request('rpc.mapping.try', { ...account, externalId }) : null,
      this.lastOfSync(account, synced),
    ]);
    const namesake = synced.user ? undefined : await this.findNamesake(account, tried);
    return explainPerson({ externalId, configuration, traced, tried, synced, lastOutcome, namesake });
  }

  /** What a preview would have done did not happen. */
  private async lastOfSync(
    account: AccountRequest,
    { outcomes }: SyncedPerson,
  ): Promise<SyncedPerson['outcomes'][number] | undefined> {
    for (const outcome of outcomes) {
      const run = await this.rpc.request('rpc.runs.get', { ...account, runId: outcome.runId });
      if (run?.kind !== 'preview') return outcome;
    }
    return undefined;
  }

  private async findNamesake(account: AccountRequest, tried: MappingTried | null): Promise<User | undefined> {
    const address = tried?.person?.values.find(({ field }) => field === 'Email')?.stored?.toLowerCase();
    if (address === undefined) return undefined;
    const { items } = await this.rpc.request('rpc.users.list', {
      ...account,
      search: address.slice(0, 200),
      limit: 10,
    });
    return items.find(({ email }) => email === address);
  }
}
