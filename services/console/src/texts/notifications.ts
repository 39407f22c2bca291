import type { Delivery } from '../api/shapes.js';

export const notifications = {
  title: 'Notifications',
  readAll: 'Mark all as read',
  read: (title: string) => `Mark as read: ${title}`,
  readShort: 'Mark as read',
  unread: 'Unread',
  open: 'Open',
  openNamed: (title: string) => `Open: ${title}`,
  empty: 'Nothing to tell',
  emptyText: 'When a sync needs you, it says so here and by mail.',
  mails: 'Sent mails',
  byMail: 'Tell me by mail as well',
  byMailAbout: 'What no sync works without is mailed in any case.',
};

export const deliveries = {
  title: 'Sent mails',
  table: 'Mails, the latest first',
  columns: { to: 'To', subject: 'Subject', state: 'State', when: 'When', action: 'Action' },
  state: 'State',
  template: 'Kind',
  any: 'All',
  states: { queued: 'Waiting', sent: 'Sent', failed: 'Failed' } satisfies Record<Delivery['state'], string>,
  templates: { invitation: 'Invitations', 'sync-notice': 'Notices' } satisfies Record<Delivery['template'], string>,
  tries: (tries: number, next: string | undefined) =>
    next === undefined ? `tried ${tries} times` : `tried ${tries} times, again ${next}`,
  resend: 'Send again',
  resendTo: (to: string) => `Send again to ${to}`,
  empty: 'No mail is like this',
  emptyText: 'Invitations and notices are listed here, with what became of them.',
};

export const audit = {
  title: 'Audit log',
  search: 'Search name, action or target',
  from: 'From',
  to: 'Until',
  table: 'Changes, the latest first',
  columns: { when: 'When', who: 'Who', action: 'Action', target: 'Target', change: 'From → to' },
  rollcall: 'Rollcall by itself',
  nothing: '–',
  yes: 'Yes',
  no: 'No',
  /** What the console calls the settings that are told by their names. */
  settings: {
    users: 'Who is synced',
    userGroups: 'Groups whose members are synced',
    includeGuests: 'Include guest users',
    groupInfo: 'Add group information additionally',
    groups: 'Groups that are kept in step',
    mapping: 'Field mapping',
    'schedule.every': 'Sync every',
    'schedule.weekday': 'On',
    'schedule.time': 'At',
    'schedule.timeZone': 'Time zone',
    removedUsers: 'When users are deleted in Azure AD',
    disabledUsers: 'When users are disabled in Azure AD',
    leftScopeUsers: 'When users leave the chosen groups',
    reactivate: 'When inactive users are in Azure AD',
    notify: 'Notify sync failures to',
    sendInvitations: 'Send invitations to new users',
    inviteGuests: 'Send invitations to guests',
    'threshold.people': 'Hold removals of more people than',
    'threshold.percent': 'Hold removals of more percent than',
  } as Readonly<Record<string, string>>,
  empty: 'No change is like this',
  emptyText: 'Changes of the configuration, of people and of groups are listed here.',
};

export const invitation = {
  title: 'Your invitation to Kissflow',
  text: 'Somebody who looks after your organization’s Kissflow account has invited you.',
  accept: 'Accept invitation',
  welcome: (name: string) => `Welcome, ${name}`,
  done: 'You have accepted the invitation, and can sign in now.',
  signIn: 'Sign in with Kissflow',
};
