/** Role template ids: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
export const CLOUD_APPLICATION_ADMINISTRATOR = '158c047a-c907-4556-b7ef-446551a6b5f7';
/** In `wids` of everybody who has no administrator's role. */
export const ORDINARY_USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

export const CONTOSO = '0c0a1b52-9f3e-4b7d-8a61-5e2f90d4c311';
export const FABRIKAM = 'fab71ca8-2d45-4e0b-b3c9-71a86f5d20e4';
/** The tenant of all personal accounts: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
export const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';

export interface Account {
  readonly upn: string;
  readonly given: string;
  readonly surname: string;
  readonly jobTitle: string;
  readonly roles: readonly { templateId: string; displayName: string }[];
  /** Conditional access keeps this account out, with AADSTS53003. */
  readonly isBlocked?: true;
}

const globalAdministrator = { templateId: GLOBAL_ADMINISTRATOR, displayName: 'Global Administrator' };

/** The accounts offered on the sign-in page. Everybody else in a tenant may sign in too, by user principal name. */
export const CONTOSO_ACCOUNTS: readonly Account[] = [
  {
    upn: 'ana.admin@contoso.com',
    given: 'Ana',
    surname: 'Admin',
    jobTitle: 'IT manager',
    roles: [globalAdministrator],
  },
  { upn: 'olaf.ordinary@contoso.com', given: 'Olaf', surname: 'Ordinary', jobTitle: 'Analyst', roles: [] },
  {
    upn: 'carla.cloud@contoso.com',
    given: 'Carla',
    surname: 'Cloud',
    jobTitle: 'Cloud engineer',
    roles: [{ templateId: CLOUD_APPLICATION_ADMINISTRATOR, displayName: 'Cloud Application Administrator' }],
  },
  {
    upn: 'bela.blocked@contoso.com',
    given: 'Béla',
    surname: 'Blocked',
    jobTitle: 'IT manager',
    roles: [globalAdministrator],
    isBlocked: true,
  },
];

export const FABRIKAM_ACCOUNTS: readonly Account[] = [
  { upn: 'finn.admin@fabrikam.com', given: 'Finn', surname: 'Admin', jobTitle: 'Owner', roles: [globalAdministrator] },
];

/** Whoever administers a tenant of which nothing else is known. */
export function administratorOf(domain: string): Account {
  return { upn: `admin@${domain}`, given: 'Nora', surname: 'Admin', jobTitle: 'Owner', roles: [globalAdministrator] };
}

export const PERSONAL_ACCOUNT: Account = {
  upn: 'pat.personal@outlook.com',
  given: 'Pat',
  surname: 'Personal',
  jobTitle: '',
  roles: [],
};
