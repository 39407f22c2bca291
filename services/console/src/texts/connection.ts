export const connectionState = {
  lost: 'Azure AD no longer lets Rollcall in',
  lostText: (message: string, since: string) =>
    `${message} Since ${since} no sync runs; users and groups stay as they are.`,
  signInAgain: 'Sign in again',
  expires: (when: string) => `Rollcall's access to Azure AD runs out on ${when}`,
  expired: (when: string) => `Rollcall's access to Azure AD ran out on ${when}`,
  expiryText:
    'It proves itself there with a secret or certificate that whoever runs Rollcall has to renew. Syncs stop until then.',
};
