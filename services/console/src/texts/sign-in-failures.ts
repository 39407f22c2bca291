export interface FailureWords {
  title: string;
  /** Said where Microsoft's redirect brought no words of its own. */
  why: string;
  next: string;
}

const again = 'Press Connect Azure AD to start again.';

/** What each way a sign-in can fail is called, and what to do then; by the code in the address. */
export const signInFailures: Record<string, FailureWords> = {
  'not-administrator': {
    title: 'This account is not an administrator in Azure AD',
    why: 'Only an administrator can let Kissflow read the users and groups of the organization.',
    next: 'Start again with a Global Administrator or a Privileged Role Administrator, or ask one of them to do it at this computer.',
  },
  'not-azure-ad': {
    title: 'This is not an Azure AD account',
    why: 'A personal Microsoft account belongs to no organization, so there is nobody to sync.',
    next: 'Start again with the work account of an Azure AD administrator.',
  },
  'consent-declined': {
    title: 'Microsoft was told not to let Kissflow in',
    why: 'The sign-in was cancelled, or the consent declined. Nothing was read, nothing was changed.',
    next: `Below is what is read and why. ${again}`,
  },
  'consent-missing': {
    title: 'A permission is missing',
    why: 'Azure AD did not grant everything that the sync needs.',
    next: `Both permissions below are needed. ${again} If you accepted just now, wait a minute first: Microsoft takes a moment.`,
  },
  'tenant-mismatch': {
    title: 'Sign-in and consent came from two organizations',
    why: 'The account that consented belongs to another tenant than the one that signed in.',
    next: 'Start again, and use the same account both times Microsoft asks.',
  },
  'different-tenant': {
    title: 'Another tenant is connected',
    why: 'This account already follows another Azure AD tenant.',
    next: 'Sign in with an account of the connected tenant. To change the tenant, delete the configuration under Directory sync first.',
  },
  'sign-in-expired': {
    title: 'This sign-in is no longer valid',
    why: 'It took longer than half an hour, or its page was opened twice.',
    next: again,
  },
  'other-browser': {
    title: 'This sign-in was begun in another browser',
    why: 'A sign-in has to end in the browser it began in, so that nobody can pass you theirs.',
    next: again,
  },
  'provider-active': {
    title: 'Another provider is active',
    why: 'An account can have one provisioning service at a time.',
    next: 'Switch the other one off first, then come back.',
  },
  'server-setting': {
    title: 'Kissflow is not set up for Azure AD',
    why: 'Microsoft does not accept how this installation signs in.',
    next: 'You cannot mend this here: tell whoever runs this installation what it says above.',
  },
  'directory-throttled': {
    title: 'Microsoft asks to wait',
    why: 'Azure AD is answering too many requests at the moment.',
    next: `Wait a minute. ${again}`,
  },
};

export const otherFailure: FailureWords = {
  title: 'The sign-in did not succeed',
  why: 'Microsoft, or this installation, could not complete it.',
  next: again,
};
