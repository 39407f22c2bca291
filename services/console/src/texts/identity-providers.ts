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
    'An account can have one provisioning service at a time. To switch, disable the active one first: Azure AD under Directory sync, Google Workspace and SCIM with the help of Kissflow’s customer support.',
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
  notHere: 'Can not be set up here yet.',
  configure: 'Configure',
  open: 'Open',
  continue: 'Continue',
  discard: 'Discard',
};
