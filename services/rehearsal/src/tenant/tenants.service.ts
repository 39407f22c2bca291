import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Environment } from '../environment.js';
import { administratorOf, CONTOSO, CONTOSO_ACCOUNTS, FABRIKAM, FABRIKAM_ACCOUNTS } from './accounts.js';
import type { Account } from './accounts.js';
import type { TenantPlan } from './person.js';
import { guid } from './random.js';
import { Tenant } from './tenant.js';

const FABRIKAM_PEOPLE = 25;
const FABRIKAM_GROUPS = 3;

/** The tenants of this cloud. */
@Injectable()
export class TenantsService {
  private tenants: Tenant[];
  /** Whether sign-in at `organizations` lets personal accounts through, which Entra itself refuses. */
  admitsPersonalAccounts = false;

  private readonly northwind: readonly Account[];
  private accounts: Account[];

  constructor(private readonly environment: Environment) {
    const { REHEARSAL_TENANTS: length } = environment;
    this.northwind = Array.from({ length }, (_, index) => administratorOf(`northwind-${index + 1}.com`));
    this.accounts = this.accountsOfTheStart();
    this.tenants = this.create();
  }

  all(): readonly Tenant[] {
    return this.tenants;
  }

  /** By id or by one of its domains. */
  find(idOrDomain: string): Tenant | undefined {
    return this.tenants.find((tenant) => tenant.answersTo(idOrDomain));
  }

  ofUser(upn: string): Tenant | undefined {
    return this.tenants.find((tenant) => tenant.people.find(upn)?.state === 'present');
  }

  account(upn: string): Account | undefined {
    return this.accounts.find((account) => account.upn === upn.toLowerCase());
  }

  /** A tenant beside those that are there from the start, with an administrator of its own. */
  add(domain: string, plan: Pick<TenantPlan, 'name' | 'people' | 'groups' | 'seed'>): Tenant {
    const administrator = administratorOf(domain);
    const initial = `${domain.replaceAll('.', '-')}.onmicrosoft.com`;
    const tenant = new Tenant({ ...plan, id: randomUUID(), domains: [domain, initial], named: [administrator] });
    this.tenants.push(tenant);
    this.accounts.push(administrator);
    return tenant;
  }

  reset(): void {
    this.tenants = this.create();
    this.accounts = this.accountsOfTheStart();
    this.admitsPersonalAccounts = false;
  }

  private accountsOfTheStart(): Account[] {
    return [...CONTOSO_ACCOUNTS, ...FABRIKAM_ACCOUNTS, ...this.northwind];
  }

  private create(): Tenant[] {
    const { REHEARSAL_SEED, REHEARSAL_PEOPLE, REHEARSAL_GROUPS, REHEARSAL_CONSENTED } = this.environment;
    const tenants = [
      new Tenant({
        id: CONTOSO,
        name: 'Contoso',
        seed: REHEARSAL_SEED,
        people: REHEARSAL_PEOPLE,
        groups: REHEARSAL_GROUPS,
        domains: ['contoso.com', 'contoso.onmicrosoft.com'],
        named: CONTOSO_ACCOUNTS,
      }),
      new Tenant({
        id: FABRIKAM,
        name: 'Fabrikam',
        seed: REHEARSAL_SEED ^ 0x0fab71ca,
        people: FABRIKAM_PEOPLE,
        groups: FABRIKAM_GROUPS,
        domains: ['fabrikam.com', 'fabrikam.onmicrosoft.com'],
        named: FABRIKAM_ACCOUNTS,
      }),
      ...this.northwind.map((administrator, index) => this.createNorthwind(administrator, index + 1)),
    ];
    const consented = REHEARSAL_CONSENTED.toLowerCase().split(',');
    for (const tenant of tenants)
      if (tenant.plan.domains.some((domain) => consented.includes(domain))) tenant.consent();
    return tenants;
  }

  private createNorthwind(administrator: Account, number: number): Tenant {
    const { REHEARSAL_SEED, REHEARSAL_PEOPLE, REHEARSAL_GROUPS } = this.environment;
    return new Tenant({
      id: guid(REHEARSAL_SEED ^ 0x0a071e57, number),
      name: `Northwind ${number}`,
      seed: REHEARSAL_SEED + number,
      people: REHEARSAL_PEOPLE,
      groups: REHEARSAL_GROUPS,
      domains: [`northwind-${number}.com`, `northwind-${number}.onmicrosoft.com`],
      named: [administrator],
    });
  }
}
