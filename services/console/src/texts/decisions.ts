import type { Preferences } from '../api/shapes.js';
import { formatAmount } from '../formats/format-number.js';

const people = (amount: number) => formatAmount(amount, 'person', 'people');

/** How many a button is about: nothing is said of nobody. */
const named = (words: string, amount: number | 'all'): string => (amount === 0 ? words : `${words} of ${amount}`);

const selection = {
  all: 'Select all on this page',
  select: (name: string) => `Select ${name}`,
  chosen: (amount: number) => (amount === 0 ? 'Nobody selected' : `${people(amount)} selected`),
  everybody: 'Everybody who waits, on all pages',
  decided: (amount: number) => `Decided about ${people(amount)}.`,
  seeRun: 'See the sync that checks and removes them',
  whom: (amount: number | 'all') => (amount === 'all' ? 'everybody who waits' : people(amount)),
  cancel: 'Cancel',
};

const removalStates = {
  held: 'Waiting',
  approved: 'Approved',
  kept: 'Kept',
  carriedOut: 'Removed',
  returned: 'Back in Azure AD',
};

export const heldRemovals = {
  ...selection,
  title: 'Held removals',
  why: 'Why they are held',
  whyText: (threshold: { people: number; percent: number }) =>
    `A sync found more people gone from Azure AD than it may remove by itself (more than ${people(threshold.people)} and ${threshold.percent} % of the synced users). That may be right, or a mistake in Azure AD, such as a deleted group. Nobody is removed until you decide.`,
  approve: (amount: number | 'all') => named('Approve removal', amount),
  keep: (amount: number | 'all') => (amount === 0 ? 'Keep' : `Keep ${amount}`),
  approveTitle: (whom: string) => `Approve the removal of ${whom}?`,
  approveText: {
    deactivate:
      'A sync checks each of them once more. Who is still gone is deactivated: suspended and listed as Inactive, the licence revoked. Their data is kept and they stay in their flows; an administrator can activate them again.',
    delete:
      'A sync checks each of them once more. Who is still gone is deleted permanently: their data is lost and cannot be recovered, and they are removed from all flows. They can only be added again as new users.',
  } satisfies Record<Preferences['removedUsers'], string>,
  keepTitle: (whom: string) => `Keep ${whom}?`,
  keepText: 'They stay in Kissflow as they are, and no sync removes them until they have been seen in Azure AD again.',
  table: 'People whose removal is held',
  columns: { person: 'Person', evidence: 'What Azure AD says', state: 'State', held: 'Held since' },
  foundAt: (when: string) => `Found so ${when}`,
  lastSignIn: (when: string) => `Last sign-in to Kissflow: ${when}`,
  inGroups: 'In Kissflow a member of',
  moreGroups: (amount: number) => `and ${formatAmount(amount, 'more group', 'more groups')}`,
  state: 'State',
  states: removalStates,
  empty: 'Nothing waits for a decision',
  emptyText: 'When a sync would remove unusually many people, they are listed here first.',
  noneOfState: 'Nobody is in this state',
  by: (name: string, when: string) => `${name}, ${when}`,
};

export const heldEmailChanges = {
  ...selection,
  title: 'Held email changes',
  why: 'Why they are held',
  whyText:
    'A sync found that the addresses of unusually many people have changed in Azure AD. People sign in with their address, and have to verify a new one first. Nothing is changed until you decide.',
  approve: (amount: number | 'all') => named('Approve change', amount),
  keep: (amount: number | 'all') => named('Keep the address', amount),
  approveTitle: (whom: string) => `Change the addresses of ${whom}?`,
  approveText: 'The next sync changes them. Each has to verify the new address before they can sign in with it again.',
  keepTitle: (whom: string) => `Keep the addresses of ${whom}?`,
  keepText: 'They keep the address they have in Kissflow. Everything else of theirs still follows Azure AD.',
  table: 'People whose change of address is held',
  columns: { person: 'Person', evidence: 'From → to', state: 'State', held: 'Held since' },
  state: 'State',
  states: { held: 'Waiting', approved: 'Approved', kept: 'Kept' },
  empty: 'Nothing waits for a decision',
  emptyText: 'When a sync would change unusually many email addresses, they are listed here first.',
  noneOfState: 'Nobody is in this state',
  by: (name: string, when: string) => `${name}, ${when}`,
};
