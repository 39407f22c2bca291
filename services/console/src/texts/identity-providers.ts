export const identityProviders = {
  title: 'Identity providers',
  intro: 'Users and groups of this account can follow the directory of your organization.',
  prerequisites: {
    title: 'What you need',
    items: [
      'An Azure AD subscription (Azure AD is now called Microsoft Entra ID).',
      'Somebody who is a Global or Privileged Role Administrator there, to sign in and consent.',
      'The role Super Admin or IAM Admin in Kissflow.',
    ],
  },
  oneAtATime:
    'An account can have one provisioning service at a time. To switch, disable the active one first: Azure AD under Directory sync, Google Workspace and SCIM here.',
  names: { azure: 'Microsoft Azure AD', google: 'Google Workspace', scim: 'SCIM' },
  sentences: {
    azure: 'Users and groups from your Azure AD tenant.',
    google: 'Users and groups from your Google Workspace.',
    scim: 'Your identity provider pushes users to Kissflow.',
  },
  states: {
    active: 'Active',
    disabled: 'Disabled',
    none: 'Not set up',
    lost: 'Sign-in lost',
    unfinished: (step: number) => `Setup not finished, step ${step} of 4`,
  },
  lastSync: (when: string) => `Last sync ${when}`,
  neverSynced: 'Not synced yet',
  blocked: (by: string) => `Not available while ${by} is active`,
  notHere: 'Cannot be set up here yet.',
  configure: 'Configure',
  open: 'Open',
  continue: 'Continue',
  signInAgain: 'Sign in again',
  pending: {
    title: (tenant: string) => `${tenant} waits to be connected`,
    text: (by: string, tenant: string, domains: string, old: string) =>
      `${by} has signed in to ${tenant} (${domains}). ${old} stays connected until you decide.`,
    keep: (old: string) => `Keep ${old}`,
    replace: (tenant: string) => `Connect ${tenant} instead`,
    question: (old: string, tenant: string) => `Connect ${tenant} in the place of ${old}?`,
    consequence: (old: string) =>
      `The configuration for ${old} is deleted for good and has to be set up anew. Users and groups stay in Kissflow as they are.`,
    notNow: 'Not now',
  },
  switchOff: {
    button: 'Switch off',
    question: (name: string) => `Switch ${name} off?`,
    text: (name: string) =>
      `${name} provides no users of this account any more, and another provider can take its place. Users and groups stay in Kissflow as they are.`,
    notNow: 'Not now',
  },
};
