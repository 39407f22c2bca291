import { eventually } from '@rollcall/servers';

/** A person as the tenant has them; the names are Graph's. */
export interface DirectoryPerson {
  id: string;
  displayName: string;
  accountEnabled: boolean;
  userType: string | null;
  userPrincipalName: string;
  managerId: string | null;
  [attribute: string]: unknown;
}

export interface TenantSummary {
  people: number;
  disabled: number;
  mappable: number;
  unmappable: number;
}

export type PersonAction = 'delete' | 'restore' | 'purge' | 'disable' | 'enable';

export interface TenantPlan {
  name: string;
  domain: string;
  people: number;
  groups: number;
  seed: number;
}

export interface Mail {
  to: string[];
  subject: string;
  text: string;
}

/** The rehearsal tenant's control page, for tests: what is true there, and how to make things go wrong. */
export class RehearsalClient {
  constructor(
    readonly origin: string,
    readonly tenantId: string,
  ) {}

  summary(): Promise<TenantSummary> {
    return this.send('GET', `/control/tenants/${this.tenantId}/summary`);
  }

  groups(): Promise<{ id: string; displayName: string; groups: string[]; people: number; peopleWithNested: number }[]> {
    return this.send('GET', `/control/tenants/${this.tenantId}/groups`);
  }

  /** Changes so many ordinary people and answers their ids. */
  async change(action: 'rename' | 'disable' | 'delete', count: number): Promise<string[]> {
    const { ids } = await this.send<{ ids: string[] }>('POST', `/control/tenants/${this.tenantId}/people/bulk`, {
      action,
      count,
    });
    return ids;
  }

  /** The same control page, of a tenant that is made for it. */
  async newTenant(plan: TenantPlan): Promise<{ tenant: RehearsalClient; administrator: string }> {
    const { id, administrator } = await this.send<{ id: string; administrator: string }>(
      'POST',
      '/control/tenants',
      plan,
    );
    return { tenant: new RehearsalClient(this.origin, id), administrator };
  }

  async setUp(properties: {
    largestPage?: number;
    shiftingOrder?: boolean;
    expiredDeltaStatus?: number;
    deltaTwists?: readonly string[];
    withheldPermissions?: string[];
  }): Promise<void> {
    await this.send('PATCH', `/control/tenants/${this.tenantId}`, properties);
  }

  people(state: 'present' | 'deleted'): Promise<DirectoryPerson[]> {
    return this.send('GET', `/control/tenants/${this.tenantId}/people?state=${state}&limit=1000`);
  }

  async create(properties: Record<string, unknown>): Promise<DirectoryPerson> {
    return await this.send('POST', `/control/tenants/${this.tenantId}/people`, { properties });
  }

  async newGroup(displayName: string): Promise<string> {
    const path = `/control/tenants/${this.tenantId}/groups`;
    return (await this.send<{ id: string }>('POST', path, { displayName })).id;
  }

  peopleOf(group: string): Promise<string[]> {
    return this.send('GET', `/control/tenants/${this.tenantId}/groups/${group}/people`);
  }

  async expire(what: 'access-tokens' | 'page-tokens' | 'delta-links'): Promise<void> {
    await this.send('POST', `/control/tenants/${this.tenantId}/expire`, { what });
  }

  async act(person: string, action: PersonAction): Promise<void> {
    await this.send('POST', `/control/tenants/${this.tenantId}/people/${person}/${action}`);
  }

  async patch(person: string, properties: Record<string, unknown>): Promise<void> {
    await this.send('PATCH', `/control/tenants/${this.tenantId}/people/${person}`, { properties });
  }

  async setManager(person: string, managerId: string | null): Promise<void> {
    await this.send('PATCH', `/control/tenants/${this.tenantId}/people/${person}`, { properties: {}, managerId });
  }

  async withoutMember(group: string, person: string): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/groups/${group}/members/${person}`);
  }

  async withMember(group: string, person: string): Promise<void> {
    await this.send('PUT', `/control/tenants/${this.tenantId}/groups/${group}/members/${person}`);
  }

  async renameGroup(group: string, displayName: string): Promise<void> {
    await this.send('PATCH', `/control/tenants/${this.tenantId}/groups/${group}`, { displayName });
  }

  async deleteGroup(group: string): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/groups/${group}`);
  }

  /** The tenant forgets what changed until now: the next sync reads everybody. */
  async forgetChanges(): Promise<void> {
    await this.expire('delta-links');
  }

  /** Null lets everything through again. */
  async throttle(unitsPer10Seconds: number | null): Promise<void> {
    await this.send('POST', '/control/throttle', { unitsPer10Seconds, tenant: this.tenantId });
  }

  async revokeConsent(): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/service-principal`);
  }

  /** Takes every permission away, until the consent is given again. */
  async withdrawConsent(): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/consent`);
  }

  async grantConsent(): Promise<void> {
    await this.send('PUT', `/control/tenants/${this.tenantId}/consent`);
  }

  /** Whether Microsoft still takes Rollcall's secret. */
  async secret(secret: 'valid' | 'expired'): Promise<void> {
    await this.send('POST', '/control/sign-in', { secret });
  }

  async fault(kind: string, match: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.send('POST', '/control/faults', { kind, match, tenant: this.tenantId, ...more });
  }

  async clearFaults(): Promise<void> {
    await this.send('DELETE', `/control/faults?tenant=${this.tenantId}`);
  }

  /** Holds the nth answer to a request like this; `reached` waits until it is asked for. */
  async hold(match: string, nth = 1): Promise<{ reached(): Promise<void>; release(): Promise<void> }> {
    const { id } = await this.send<{ id: string }>('POST', '/control/holds', { match, nth });
    return {
      reached: () =>
        eventually(async () => {
          const { state } = await this.send<{ state: string }>('GET', `/control/holds/${id}`);
          if (state !== 'reached') throw new Error(`nobody has asked for ${match} (${nth}) yet`);
        }),
      release: async () => void (await this.send('POST', `/control/holds/${id}/release`)),
    };
  }

  /** Each answer of Graph's takes so many milliseconds more, until `answerAtOnce`. */
  async answerSlowly(ms: number): Promise<void> {
    await this.send('POST', '/control/delays', { match: ' /v1\\.0/', ms });
  }

  async answerAtOnce(): Promise<void> {
    await this.send('DELETE', '/control/delays');
  }

  /** How often a token was asked for. */
  async tokensAsked(): Promise<number> {
    const { byPath } = await this.send<{ byPath: Record<string, number> }>('GET', '/control/requests');
    const asked = Object.entries(byPath).filter(([path]) => path.endsWith('/oauth2/v2.0/token'));
    return asked.reduce((sum, [, times]) => sum + times, 0);
  }

  mails(to: string): Promise<Mail[]> {
    return this.send('GET', `/mailbox/messages?to=${encodeURIComponent(to)}`);
  }

  /** Everything as the seed says. */
  async reset(): Promise<void> {
    await this.send('POST', '/control/reset');
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.origin + path, {
      method,
      signal: AbortSignal.timeout(60_000),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
