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
    if (user)
      return holder && holder !== user && !this.keepsEmail(user) ? this.taken(person, holder) : { is: 'same', user };
    if (!holder) return { is: 'none' };
    if (this.isOfTenant(holder)) return this.taken(person, holder);
    const domain = email?.slice(email.lastIndexOf('@') + 1) ?? '';
    if (!person.guest && this.tenant.verifiedDomains.has(domain)) return { is: 'link', user: holder };
    return { is: 'refused', reason: mayNotLink(person, holder, domain) };
  }

  private keepsEmail({ email }: UserDocument): boolean {
    return this.tenant.keepsEmail && email !== null;
  }

  private isOfTenant({ origin }: UserDocument): boolean {
    return origin?.provider === this.tenant.provider && origin.tenantId === this.tenant.tenantId;
  }

  private taken(person: MappedPerson, holder: UserDocument): Match {
    const value = person.values.Email ?? undefined;
    const message = `The address of ${person.name} belongs to the user ${holder.name} already. Correct one of the two in Azure AD.`;
    return { is: 'refused', reason: { code: 'email-taken', field: 'Email', value, message } };
  }
}

function mayNotLink(person: MappedPerson, holder: UserDocument, domain: string): RejectReason {
  const why = person.guest ? 'guests are not linked by themselves' : `${domain} is not a verified domain of the tenant`;
  return {
    code: 'link-needs-decision',
    field: 'Email',
    value: person.values.Email ?? undefined,
    message: `A user ${holder.name} with this address exists in Kissflow, and ${why}. Link them, or change one address.`,
  };
}
