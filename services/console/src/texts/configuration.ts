import type { ScopeSize } from '../api/shapes.js';
import { formatAmount, formatNumber } from '../formats/format-number.js';

const people = (amount: number) => formatAmount(amount, 'person', 'people');

/** The wizard: what its steps share, and its first two. */
export const configuration = {
  setUp: 'Set up Azure AD',
  edit: 'Edit configuration',
  steps: {
    'tenant-details': 'Tenant details',
    'user-sync': 'User sync',
    'field-mapping': 'Field mapping',
    'sync-preferences': 'Sync preferences',
  },
  stepOf: (step: number) => `Step ${step} of 4`,
  stepsLabel: 'Steps',
  previous: 'Previous',
  next: 'Next',
  notConnected: {
    title: 'No tenant is connected',
    text: 'Sign in to Azure AD first: without it there is nobody to choose from.',
    link: 'Select your identity provider',
  },
  saved: 'All changes are saved',
  saving: 'Saving …',
  notSaved: 'Your last change could not be saved',
  previousSettings: {
    title: 'A sync is in progress',
    text: 'The current run uses the previous settings. What you change here applies to the next one.',
  },
  draftNotActive: (by: string, when: string) =>
    `These settings are not active yet: last changed by ${by}, ${when}. They take effect with Save & sync now.`,
  discard: 'Discard changes',
  conflict: {
    title: (by: string) => `${by} changed these settings, too`,
    goneTitle: 'These settings were activated or discarded meanwhile',
    text: (by: string, when: string) =>
      `${by} saved other settings ${when}, while you were editing. Nothing of yours was saved since. Look at what is there now, or save yours in its place.`,
    seen: (by: string, when: string) => `${by} saved other settings ${when}. What you see here is older.`,
    show: 'Show what is there now',
    overwrite: 'Save mine instead',
  },
};

export const tenantDetails = {
  name: 'Tenant name',
  id: 'Tenant ID',
  domains: 'Verified domains',
  connectedBy: 'Connected by',
  connectedOn: (when: string) => `on ${when}`,
  permissions: 'Permissions',
  granted: (permission: string) => `${permission}: granted`,
  missing: (permission: string) => `${permission}: missing`,
  copyId: 'the tenant ID',
  other: 'Not the right tenant?',
  useOther: 'Use another account',
  confirm: 'Is this the organization whose users are to be synced?',
};

export const userSync = {
  who: 'Who is synced',
  all: 'All users',
  groups: 'Users from specific group(s)',
  groupsLabel: 'Groups whose members are synced',
  searchGroups: 'Search groups by the beginning of their name',
  noGroup: 'No group begins like this.',
  nested: 'Members of nested groups are included.',
  guests: 'Include guest users',
  guestsAbout: 'People of other organizations who were invited to your tenant.',
  groupInfo: 'Add group information additionally',
  groupInfoAbout: 'Kissflow groups with these names are kept in step with their members.',
  infoGroupsLabel: 'Groups that are kept in step',
  groupSize: (name: string, amount: number) => `${name} (${formatNumber(amount)})`,
  size: ({ people: amount, exact, guests, disabled }: ScopeSize) =>
    [
      exact ? people(amount) : `at most ${people(amount)}`,
      ...(guests === undefined ? [] : [formatAmount(guests, 'guest', 'guests')]),
      ...(disabled === undefined ? [] : [`${formatNumber(disabled)} disabled`]),
    ].join(' · '),
  narrowed: 'Whoever is no longer chosen stays in Kissflow: narrowing the choice removes nobody.',
};
