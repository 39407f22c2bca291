export const connectionState = {
  lost: 'Azure AD no longer lets Rollcall in',
  lostText: (message: string, since: string) =>
    `${message} Since ${since} no sync runs; users and groups stay as they are.`,
  signInAgain: 'Sign in again',
  pending: (name: string) => `You signed in with another tenant: ${name}`,
  tenantId: 'Tenant ID',
  domains: 'Domains',
  signedInBy: 'Signed in by',
  use: 'Use the new tenant',
  useTitle: (name: string) => `Use ${name} from now on?`,
  useText: (name: string) =>
    `The configuration of the connected tenant is removed permanently: groups, mapping and preferences have to be chosen again for ${name}. Users stay in Kissflow as they are.`,
  cancel: 'Cancel',
  keep: 'Keep the connected tenant',
  expires: (when: string) => `Rollcall's access to Azure AD runs out on ${when}`,
  expired: (when: string) => `Rollcall's access to Azure AD ran out on ${when}`,
  expiryText:
    'It proves itself there with a secret or certificate that whoever runs Rollcall has to renew. Syncs stop until then.',
};
