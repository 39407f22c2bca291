import type { Check, User } from '../api/shapes.js';
import { formatAmount } from '../formats/format-number.js';

const origins = { azure: 'Azure AD', google: 'Google Workspace', scim: 'SCIM', hand: 'by hand' };
const originOf = (from: string): string => (from in origins ? origins[from as keyof typeof origins] : from);

export const people = {
  title: 'People',
  search: 'Search by name or address',
  status: 'Status',
  any: 'All',
  table: 'People of this account',
  columns: { name: 'Name', email: 'Email ID', status: 'Status', role: 'Role', origin: 'Comes from' },
  statuses: { Active: 'Active', Invited: 'Invited', Inactive: 'Inactive' } satisfies Record<User['status'], string>,
  origin: (provider: User['provider']) => originOf(provider ?? 'hand'),
  excluded: 'Excluded from sync',
  noEmail: 'no address',
  empty: 'Nobody is here yet',
  emptyText: 'People appear when a directory sync adds them.',
  nobodyFound: 'Nobody is like this',
  nobodyFoundText: 'Try another part of the name or address, or another status.',
  why: 'Why is this person (not) synced?',
};

export const person = {
  owner: 'Account owner',
  status: 'Status',
  role: 'Role',
  email: 'Email ID',
  origin: 'Comes from',
  id: 'User ID',
  externalId: 'ID in Azure AD',
  fields: 'Fields',
  fieldsTable: 'Fields, and where each value comes from',
  columns: { field: 'Field', value: 'Value', from: 'From' },
  from: (from: string, when: string) => (from === 'hand' ? `By hand, ${when}` : `From ${originOf(from)}, ${when}`),
  empty: '(empty)',
  unresolved: 'somebody who is not in Kissflow',
  history: 'What syncs did',
  noHistory: 'No sync has changed this person',
  noHistoryText: 'What syncs did is kept for 90 days.',
  seeSync: 'See the sync',
  exclude: {
    title: (name: string) => `Exclude ${name} from sync?`,
    text: 'From now on no sync changes, deactivates or deletes this user, whatever becomes of them in Azure AD. They can be included again at any time.',
    cancel: 'Cancel',
    confirm: 'Exclude from sync',
  },
  include: {
    title: (name: string) => `Include ${name} in sync again?`,
    text: 'The next sync makes this user follow Azure AD again: fields that differ are overwritten, and who is gone there is removed as the preferences say.',
    cancel: 'Cancel',
    confirm: 'Include in sync',
  },
  excluded: 'Excluded from sync',
  excludedText: 'No sync changes this user until they are included again.',
  invite: 'Send another invitation',
  invited: (to: string) => `Another invitation goes to ${to}.`,
};

export const why = {
  title: 'Why is this person (not) synced?',
  intro: 'Type a name or an address as it begins in Azure AD, or an object ID.',
  search: 'Person in Azure AD',
  find: 'Find',
  found: 'People found in Azure AD',
  disabled: 'disabled',
  guest: 'guest',
  choose: (name: string) => `Explain ${name}`,
  nobody: 'Nobody in Azure AD is found by this',
  nobodyText:
    'Look at the beginning of the name or address. Somebody who was deleted there is found by their object ID.',
  synced: 'This person is synced.',
  notSynced: 'This person is not synced.',
  toDo: 'What to do',
  checks: {
    configured: 'Directory sync',
    inDirectory: 'In Azure AD',
    enabled: 'Enabled',
    guestChoice: 'Member or guest',
    inScope: 'In the scope',
    mapped: 'Mapping',
    notExcluded: 'Not excluded',
    inKissflow: 'In Kissflow',
    lastChange: 'Last change',
    nextRun: 'Next sync',
  } satisfies Record<Check['check'], string>,
  verdicts: { yes: 'in order', no: 'in the way', open: 'neither helps nor hinders' },
  seeSync: 'See the sync',
  again: 'Look for somebody else',
  chain: 'The checks, in the order a sync meets them',
};

export const groups = {
  title: 'Groups',
  table: 'Groups of this account',
  columns: { name: 'Name', members: 'Members', origin: 'Comes from' },
  detached: 'no longer kept in step',
  outsiders: (amount: number) => `${formatAmount(amount, 'member', 'members')} there who are not in Kissflow`,
  empty: 'There is no group yet',
  emptyText: 'Groups appear when they are chosen under User sync, Add group information additionally.',
  membersTitle: 'Members',
  members: (name: string) => `Members of ${name}`,
  memberColumns: { name: 'Name', email: 'Email ID' },
  noMembers: 'Nobody is in this group',
};

export const clashes = {
  title: 'Names that are taken',
  text: 'These groups of Azure AD are not synced, since a group in Kissflow has the name already. Say whether it is the same group, or give another name.',
  link: 'Link',
  linkTitle: (name: string) => `Is ${name} the same group?`,
  linkText:
    'The group in Kissflow follows the one in Azure AD from the next sync on: who is not in it there leaves it here.',
  cancel: 'Cancel',
  otherName: 'Another name',
  nameFor: (name: string) => `Another name for ${name}`,
  save: 'Use this name',
  reserved: 'The group that has the name cannot be linked: it follows Azure AD already, or belongs to Kissflow itself.',
};
