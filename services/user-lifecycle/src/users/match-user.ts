import type { MappedPerson, Provider, RejectReason } from '@rollcall/contracts';
import type { UserDocument } from './users.schema.js';

export interface Tenant {
  provider: Provider;
  tenantId: string;
  verifiedDomains: ReadonlySet<string>;
  /** Sync updates of the address is off: who has one keeps it. */
  keepsEmail: boolean;
}

export type Match =
  | { is: 'same'; user: UserDocument }
  | { is: 'link'; user: UserDocument }
  | { is: 'none' }
  /** Another user has the address; `user` is the one the person is. */
  | { is: 'clash'; user: UserDocument | undefined }
  | { is: 'refused'; reason: RejectReason };

/** The users that people of a page may be, found by origin and by email. Kept true while the page is planned. */
export class KnownUsers {
  private readonly byExternalId = new Map<string, UserDocument>();
  private readonly byEmail = new Map<string, UserDocument>();

  constructor(
    users: Iterable<UserDocument>,
    private readonly tenant: Tenant,
  ) {
    for (const user of users) this.add(user);
  }

  add(user: UserDocument): void {
    if (this.isOfTenant(user) && user.origin) this.byExternalId.set(user.origin.externalId, user);
    if (user.email !== null) this.byEmail.set(user.email, user);
  }

  /** A user's new state takes the place of the old one, whose address is free from now on. */
  replace(before: UserDocument, after: UserDocument): void {
    if (before.email !== null) this.byEmail.delete(before.email);
    this.add(after);
  }

  get(externalId: string): UserDocument | undefined {
    return this.byExternalId.get(externalId);
  }

  /**
   * Who a person is in Kissflow: by the directory's immutable id first, then by email, once. By email only a user
   * whom no other directory user of this tenant stands for is taken over, and only if the tenant owns the domain:
   * anyone could write a foreign address into a directory of their own.
   */
  match(person: MappedPerson): Match {
    const email = person.values.Email ?? null;
    const holder = email === null ? undefined : this.byEmail.get(email);
    const user = this.byExternalId.get(person.externalId);
    if (user) return holder && holder !== user && !this.keepsEmail(user) ? { is: 'clash', user } : { is: 'same', user };
    if (!holder) return { is: 'none' };
    if (this.isOfTenant(holder)) return { is: 'clash', user: undefined };
    if (mayLink(person, this.tenant)) return { is: 'link', user: holder };
    return { is: 'refused', reason: mayNotLink(person, holder) };
  }

  private keepsEmail({ email }: UserDocument): boolean {
    return this.tenant.keepsEmail && email !== null;
  }

  private isOfTenant({ origin }: UserDocument): boolean {
    return origin?.provider === this.tenant.provider && origin.tenantId === this.tenant.tenantId;
  }
}

/** Whether an address alone says who somebody is. Guests' addresses, and those of other domains, could be anybody's. */
export function mayLink(person: MappedPerson, { verifiedDomains }: Pick<Tenant, 'verifiedDomains'>): boolean {
  return !person.guest && verifiedDomains.has(domainOf(person));
}

function mayNotLink(person: MappedPerson, holder: UserDocument): RejectReason {
  const why = person.guest
    ? 'guests are not linked by themselves'
    : `${domainOf(person)} is not a verified domain of the tenant`;
  return {
    code: 'link-needs-decision',
    field: 'Email',
    value: person.values.Email ?? undefined,
    userId: holder._id,
    message: `A user ${holder.name} with this address exists in Kissflow, and ${why}. Link them, or change one address.`,
  };
}

function domainOf({ values }: MappedPerson): string {
  const email = values.Email ?? '';
  return email.slice(email.lastIndexOf('@') + 1);
}
