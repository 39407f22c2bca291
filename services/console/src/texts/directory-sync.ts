import { formatAmount } from '../formats/format-number.js';

const people = (amount: number) => formatAmount(amount, 'person', 'people');

export const directorySync = {
  title: 'Directory sync',
  provider: 'Microsoft Azure AD',
  active: 'Active',
  disabled: 'Disabled',
  lastSync: 'Last sync:',
  never: 'Not synced yet',
  history: 'View sync history',
  next: (when: string, timeZone: string | undefined) =>
    timeZone === undefined ? `Next: ${when}` : `Next: ${when} (${timeZone})`,
  noNext: 'No sync is scheduled',
  syncNow: 'Sync now',
  edit: 'Edit configuration',
  editDuringRun: 'A sync is in progress. It uses the previous settings; what you change counts from the next one on.',
  inProgress: 'Sync in progress',
  previewInProgress: 'Preview in progress',
  openRun: 'See details',
  none: {
    title: 'No directory is connected',
    text: 'Users and groups of this account can follow your Azure AD.',
    configure: 'Set up directory sync',
  },
  unfinished: {
    title: (step: number) => `Setup not finished, step ${step} of 4`,
    text: 'Everything that was entered is kept.',
    continue: 'Continue',
    discard: 'Discard',
    discardTitle: 'Discard this set-up?',
    discardText: 'What was chosen and mapped so far is lost. Nobody in Kissflow is changed.',
    keep: 'Keep it',
  },
  menu: {
    label: 'More options',
    history: 'Sync history',
    disable: 'Disable',
    enable: 'Enable',
    delete: 'Delete configuration',
  },
  disable: {
    title: 'Disable directory sync?',
    text: 'Scheduled syncs are suspended, and no one is added, updated or removed. Users and groups stay as they are. It can be enabled again at any time.',
    cancel: 'Cancel',
    confirm: 'Disable',
  },
  delete: {
    title: 'Delete configuration?',
    text: 'The connection to Azure AD, the mapping and the preferences are removed permanently; directory sync then has to be set up from scratch. Users and groups stay in Kissflow as they are.',
    cancel: 'Cancel',
    confirm: 'Delete',
  },
  urgent: {
    lost: 'The sync has lost Azure AD',
    signInAgain: 'Sign in again',
    pending: 'Another tenant waits for your decision',
    pendingText: 'Somebody signed in with another Azure AD tenant than the connected one.',
    decide: 'Decide',
    removals: (amount: number, orMore: boolean) =>
      `${orMore ? 'More than ' : ''}${people(amount)} would be removed: the sync waits for your decision`,
    removalsText: 'So many removals at once may be a mistake in Azure AD. Nobody is removed until you decide.',
    review: (amount: number, orMore: boolean) => `Review ${orMore ? 'more than ' : ''}${people(amount)}`,
    emails: (amount: number, orMore: boolean) =>
      `The email addresses of ${orMore ? 'more than ' : ''}${people(amount)} would change: the sync waits for your decision`,
    emailsText: 'People sign in with their address, so a change of many at once is asked about first.',
    expiry: (days: number) =>
      days < 1
        ? "Rollcall's access to Azure AD runs out today"
        : `Rollcall's access to Azure AD runs out in ${formatAmount(days, 'day', 'days')}`,
    expired: "Rollcall's access to Azure AD has run out",
    expiryText: 'Whoever runs Rollcall has to put a new secret or certificate in place before. Syncs stop otherwise.',
    rejected: (amount: number) => `${people(amount)} could not be synced`,
    rejectedText: 'They stay as they are in Kissflow until the cause is mended.',
    seeWhy: 'See why',
  },
};
