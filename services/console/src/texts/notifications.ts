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
