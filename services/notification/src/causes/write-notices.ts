import type { Counts, Trigger } from '@rollcall/contracts';
import type { SyncNotice } from '../templates/render-mail.js';
import { urgencyOf, wordsOf } from './cause-words.js';
import { joinMessages } from './join-messages.js';
import type { OpenCause } from './plan-causes.js';

/** What there is to tell one person, all at once. */
export interface News {
  about: { is: 'failed' | 'finished' | 'late'; trigger: Trigger } | { is: 'reminder' } | { is: 'connection' };
  at: Date;
  /** What this person does not know yet, or is reminded of. */
  fresh: OpenCause[];
  /** What they know and still lasts. */
  ongoing: OpenCause[];
  over: OpenCause[];
  counts: Counts | undefined;
  /** How many of those chosen to be told the Super Admins stand in for. */
  replaced: number;
  link: string;
}

export interface WrittenNotice {
  cause: string;
  title: string;
  message: string;
  link: string;
}

const failureTitles: Record<Trigger, string> = {
  schedule: 'The scheduled sync failed',
  manual: 'The sync started by "Sync now" failed',
  activation: 'The sync started by "Save & sync now" failed',
  removals: 'The sync that carries out approved removals failed',
};

const thingsPerMail = 3;

const countLabels: [keyof Counts, string][] = [
  ['read', 'Read from Azure AD'],
  ['added', 'Added'],
  ['linked', 'Linked'],
  ['updated', 'Updated'],
  ['reactivated', 'Reactivated'],
  ['deactivated', 'Deactivated'],
  ['deleted', 'Deleted'],
  ['rejected', 'Could not be synced'],
  ['skipped', 'Skipped'],
  ['held', 'Held for a decision'],
];

/** For the inbox: one notice per cause. */
export function writeNotices(news: News): WrittenNotice[] {
  const aside = [asideOf(news)].filter(Boolean);
  const fresh = onePerCause(news.fresh).map(({ cause, message, link }) => {
    return { cause, title: titleOf(news, cause), message: [message, ...aside].join(' '), link };
  });
  const over = onePerCause(news.over).map(({ cause }) => {
    const message =
      news.about.is === 'connection'
        ? 'Azure AD lets Rollcall in. There is nothing left to do: syncs go on by themselves.'
        : 'The last sync did not find this any more. There is nothing left to do.';
    return { cause, title: wordsOf(cause).over, message, link: news.link };
  });
  return [...fresh, ...over];
}

/** For the mail: one digest, however many causes there are. What can't be turned off has no token for it. */
export function writeDigest(news: News, publicUrl: string, unsubscribeToken: string | undefined): SyncNotice {
  const lasting = onePerCause([...news.fresh, ...news.ongoing]).sort(mostUrgentFirst);
  const [first] = lasting;
  return {
    title: subjectOf(news),
    preheader: first?.message.slice(0, 140) ?? 'There is nothing left to do.',
    failed: news.about.is === 'failed',
    late: news.about.is === 'late',
    reminder: news.about.is === 'reminder',
    connection: news.about.is === 'connection',
    at: news.at.toISOString(),
    things: lasting.slice(0, thingsPerMail).map(({ cause, message, openedAt }) => {
      const { title, page } = wordsOf(cause);
      const act = { action: page?.action ?? '', link: page ? publicUrl + page.path : '' };
      return { title, message, since: openedAt.toISOString(), lasts: openedAt < news.at, ...act };
    }),
    more: Math.max(0, lasting.length - thingsPerMail),
    over: onePerCause(news.over).map(({ cause }) => wordsOf(cause).over),
    counts: countLabels.flatMap(([key, label]) => {
      const count = news.counts?.[key] ?? 0;
      return count > 0 ? [{ label, count }] : [];
    }),
    aside: asideOf(news),
    link: publicUrl + news.link,
    unsubscribe: unsubscribeToken ? `${publicUrl}/api/v1/notifications/unsubscribe/${unsubscribeToken}` : '',
  };
}

/** Several of one cause, such as three empty groups, are one thing to tell. What comes first says since when. */
function onePerCause(open: OpenCause[]): OpenCause[] {
  const byCause = Map.groupBy(open, ({ cause }) => cause);
  return [...byCause.values()].flatMap(([first, ...more]) => {
    return first ? { ...first, message: joinMessages([first, ...more].map(({ message }) => message)) } : [];
  });
}

/** Of equally urgent ones those stay first that are news. */
const mostUrgentFirst = (one: OpenCause, other: OpenCause): number => urgencyOf(other.cause) - urgencyOf(one.cause);

function subjectOf(news: News): string {
  const { about } = news;
  const [first, ...more] = onePerCause(news.fresh);
  if (first) {
    if (more.length === 0 || about.is === 'failed') return titleOf(news, first.cause);
    const many = `${more.length + 1} things about the sync need a look`;
    return about.is === 'reminder' ? `Reminder: ${many}` : many;
  }
  const [ended, ...others] = onePerCause(news.over);
  return ended && others.length === 0 ? wordsOf(ended.cause).over : 'What kept the sync from succeeding is over';
}

function titleOf({ about }: News, cause: string): string {
  if (about.is === 'failed') return failureTitles[about.trigger];
  const { title } = wordsOf(cause);
  return about.is === 'reminder' ? `Reminder: ${title}` : title;
}

function asideOf({ replaced }: News): string {
  if (replaced === 0) return '';
  const who = replaced === 1 ? 'One person' : `${replaced} people`;
  return (
    `${who} chosen under "Notify sync failures to" can't be told any more: deactivated, or no longer an administrator. ` +
    'The Super Admins are told instead. Choose somebody else there.'
  );
}
