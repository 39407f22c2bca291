import type { Preferences, Schedule, Scope, ScopeSize } from '../api/shapes.js';
import { formatClock } from '../formats/format-date.js';
import { formatAmount, formatNumber } from '../formats/format-number.js';
import { userSync } from './configuration.js';

const weekdays = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
};

const people = (amount: number) => formatAmount(amount, 'person', 'people');

/** Everybody in the scope but those it is known that none is for. */
function mostInvitations(size: ScopeSize, { includeGuests }: Scope, preferences: Preferences): number {
  if (!preferences.sendInvitations) return 0;
  const guests = includeGuests && !preferences.inviteGuests ? (size.guests ?? 0) : 0;
  return Math.max(0, size.people - (size.disabled ?? 0) - guests);
}

export const syncPreferences = {
  schedule: {
    title: 'Schedule',
    every: 'Sync every',
    everyWeek: 'Week',
    everyDay: 'Day',
    weekday: 'On',
    weekdays,
    time: 'At',
    timeMissing: 'Choose a time.',
    timeZone: 'Time zone',
    noZone: 'No time zone is called like this.',
    next: 'The next three syncs, in this time zone:',
  },
  removed: {
    title: 'When users are deleted in Azure AD',
    label: 'What happens in Kissflow to users deleted in Azure AD',
    deactivate: 'Deactivate',
    delete: 'Delete',
    comparison: {
      deactivate: [
        'Temporarily suspended, and listed as Inactive.',
        'Their data is kept.',
        'They stay in the flows they are part of.',
        'Their licence is revoked.',
        'Super Admins are told to reassign their flow roles.',
        'Reactivated only by an administrator, or by a sync.',
      ],
      delete: [
        'Permanently removed.',
        'Their data is lost and cannot be recovered; they can only be added again as new users.',
        'They are removed from all flows.',
        'Their licence is free.',
        'Super Admins are told to reassign their flow roles.',
      ],
    },
    protectedNote: 'Administrators and the account owner are never removed by a sync.',
  },
  disabled: {
    label: 'When users are disabled in Azure AD',
    deactivate: 'Deactivate them in Kissflow',
    keep: 'Keep them as they are',
  },
  left: {
    label: 'When users leave the chosen groups',
    keep: 'Keep them as they are, shown as no longer in scope',
    deactivate: 'Deactivate them in Kissflow',
  },
  reactivate: {
    label: 'When inactive users of Kissflow are in Azure AD',
    all: 'Reactivate them all',
    syncOnly: 'Reactivate only those whom a sync has deactivated',
  },
  threshold: {
    title: 'Hold removals',
    about: 'If something goes wrong in Azure AD, nobody is removed in numbers before you have looked.',
    people: 'More people than',
    percent: 'and more percent than',
    words: (count: number, percent: number) =>
      `If a sync would remove more than ${people(count)} and more than ${formatNumber(percent)} % of the synced users, counting the seven days before, it removes nobody. You see who they are, and approve or keep them.`,
  },
  notices: {
    title: 'Notices and invitations',
    notify: 'Notify sync failures to',
    notifyAbout: 'Each is told in Kissflow and by email. At least one person.',
    notifyMissing: 'Choose at least one person.',
    search: 'Search people by name or email',
    nobody: 'Nobody in Kissflow is called like this.',
    invitations: 'Send invitations to new users',
    invitationsAbout:
      'New users arrive as Invited and become active when they accept. Without a mail, you invite them later.',
    guests: 'Send invitations to guests, too',
  },
  summary: {
    title: 'In short',
    schedule: ({ every, weekday, time, timeZone }: Schedule) =>
      `${every === 'day' ? 'Every day' : `Every ${weekdays[weekday ?? 'monday']}`} at ${formatClock(time)} (${timeZone})`,
    who: ({ users, userGroups, includeGuests }: Scope) =>
      `${users === 'all' ? 'all users' : `the members of ${userGroups.map(({ name }) => name).join(', ')}`}, ${includeGuests ? 'guests included' : 'without guests'}`,
    removed: { deactivate: 'deactivated', delete: 'deleted' },
    sentence: (when: string, who: string, tenant: string, removed: string) =>
      `${when}, Kissflow is brought in step with ${tenant}: ${who}. Who is deleted there is ${removed} here.`,
    invitations: ({ sendInvitations, inviteGuests }: Preferences) => {
      if (!sendInvitations) return 'Nobody gets an invitation.';
      return inviteGuests
        ? 'New users get an invitation, guests as well.'
        : 'New users get an invitation, guests do not.';
    },
  },
  preview: 'Preview',
  activate: {
    button: 'Save & sync now',
    confirmTitle: 'Save these settings and sync now?',
    confirm: 'They take effect at once, and the first sync with them starts.',
    who: (who: string, size: ScopeSize | undefined) => {
      const all = `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
      return size ? `${all}: ${userSync.size(size)}.` : `${all}.`;
    },
    invitations: (size: ScopeSize, scope: Scope, preferences: Preferences) => {
      const most = mostInvitations(size, scope, preferences);
      return most === 0
        ? 'No invitation is sent.'
        : `At most ${formatAmount(most, 'invitation is', 'invitations are')} sent: who is in Kissflow already gets none.`;
    },
    cancel: 'Not yet',
    notReady: 'Before the sync can start',
    goTo: (step: string) => `Go to ${step}`,
  },
};
