import type { Mail } from './render-mail.js';

const link = 'https://rollcall.example/sync-runs/0d0f1c1e-8a4e-4a6e-9d5b-2b9b0f6c0001';
const at = '2026-11-24T06:21:00.000Z';

const aNotice = {
  failed: false,
  late: false,
  reminder: false,
  connection: false,
  at,
  things: [],
  more: 0,
  over: [],
  counts: [],
  aside: '',
  link,
  unsubscribe: '',
};

/** Where nothing else is to be done than to read the report. */
const inReport = { action: '', link: '' };

const lost = {
  title: 'The sync has lost Azure AD',
  message: 'The sync could not start: the consent was withdrawn. Sign in with Microsoft again.',
  ...inReport,
};
const rejected = {
  title: 'People could not be synced',
  message: "3 people could not be synced. The run's report says for each what to correct.",
  ...inReport,
};
const missed = {
  title: 'A scheduled sync was missed',
  message: 'The sync due on 23 November 2026 at 01:00 UTC could not start before 24 November 2026 at 06:21 UTC.',
  ...inReport,
};

/** A mail of each kind, to look at and to test with. */
export const examples: Record<string, Mail> = {
  failed: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: 'The scheduled sync failed',
      preheader: lost.message,
      failed: true,
      things: [{ ...lost, since: at, lasts: false }],
      aside:
        'One person chosen under "Notify sync failures to" can\'t be told any more. The Super Admins are told instead.',
    },
  },
  finished: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: '2 things about the sync need a look',
      preheader: rejected.message,
      things: [
        { ...rejected, since: at, lasts: false },
        {
          title: 'Removals wait for your decision',
          message: '40 people would be removed, which is more than a sync removes by itself.',
          action: 'See who they are, and decide',
          link: 'https://rollcall.example/removals',
          since: at,
          lasts: false,
        },
        {
          title: 'The name of a synced group is taken',
          message: 'There is another group named Support. Rename one of them.',
          since: '2026-11-17T06:21:00.000Z',
          lasts: true,
          ...inReport,
        },
      ],
      more: 2,
      over: ['The sync reaches Azure AD again'],
      counts: [
        { label: 'Read from Azure AD', count: 250 },
        { label: 'Added', count: 12 },
        { label: 'Could not be synced', count: 3 },
      ],
    },
  },
  late: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: missed.title,
      preheader: missed.message,
      late: true,
      things: [{ ...missed, since: at, lasts: false }],
    },
  },
  over: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: 'The sync reaches Azure AD again',
      unsubscribe: 'https://rollcall.example/api/v1/notifications/unsubscribe/t0ken',
      preheader: 'There is nothing left to do.',
      over: ['The sync reaches Azure AD again'],
      counts: [{ label: 'Read from Azure AD', count: 250 }],
    },
  },
  connection: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: lost.title,
      preheader: lost.message,
      connection: true,
      things: [{ ...lost, since: at, lasts: false }],
      link: 'https://rollcall.example/identity-providers',
    },
  },
  reminder: {
    template: 'sync-notice',
    data: {
      ...aNotice,
      title: 'Reminder: The sync has lost Azure AD',
      preheader: lost.message,
      reminder: true,
      things: [{ ...lost, since: '2026-11-17T06:21:00.000Z', lasts: true }],
    },
  },
  invitation: {
    template: 'invitation',
    data: { expiresAt: '2026-12-01T06:21:00.000Z', link: 'https://rollcall.example/invitations/t0ken' },
  },
};
