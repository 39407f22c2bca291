import { eventually } from '@rollcall/servers';

export interface TenantSummary {
  people: number;
  disabled: number;
  mappable: number;
  unmappable: number;
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
    private readonly tenantId: string,
  ) {}

  summary(): Promise<TenantSummary> {
    return this.send('GET', `/control/tenants/${this.tenantId}/summary`);
  }

  groups(): Promise<{ id: string; displayName: string; people: number; peopleWithNested: number }[]> {
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

  async act(person: string, action: 'delete' | 'restore' | 'purge' | 'disable' | 'enable'): Promise<void> {
    await this.send('POST', `/control/tenants/${this.tenantId}/people/${person}/${action}`);
  }

  async patch(person: string, properties: Record<string, unknown>): Promise<void> {
    await this.send('PATCH', `/control/tenants/${this.tenantId}/people/${person}`, { properties });
  }

  async withoutMember(group: string, person: string): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/groups/${group}/members/${person}`);
  }

  async deleteGroup(group: string): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/groups/${group}`);
  }

  /** The tenant forgets what changed until now: the next sync reads everybody. */
  async forgetChanges(): Promise<void> {
    await this.send('POST', `/control/tenants/${this.tenantId}/expire`, { what: 'delta-links' });
  }

  async revokeConsent(): Promise<void> {
    await this.send('DELETE', `/control/tenants/${this.tenantId}/service-principal`);
  }

  async fault(kind: string, match: string, more: Record<string, unknown> = {}): Promise<void> {
    await this.send('POST', '/control/faults', { kind, match, ...more });
  }

  /** Holds the nth answer to a request like this; `reached` waits until it is asked for. */
  async hold(match: string, nth = 1): Promise<{ reached(): Promise<void>; release(): Promise<void> }> {
    const { id } = await this.send<{ id: string }>('POST', '/control/holds', { match, nth });
    return {
      reached: () =>
        eventually(
          async () => {
            const { state } = await this.send<{ state: string }>('GET', `/control/holds/${id}`);
            if (state !== 'reached') throw new Error(`nobody has asked for ${match} (${nth}) yet`);
          },
          { timeoutMs: 30_000 },
        ),
      release: async () => void (await this.send('POST', `/control/holds/${id}/release`)),
    };
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
      signal: AbortSignal.timeout(20_000),
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
