/** What a cause is called while it lasts and when it is over, and how much it matters. */
export interface CauseWords {
  title: string;
  over: string;
  /** It stays until somebody acts: after a week without it they are reminded. */
  mustAct: boolean;
  /** No sync works until then: mailed to those too who want no mail. */
  essential: boolean;
  /** Where something is done about it, where that is not the report of the run. */
  page?: { path: string; action: string };
}

const stops = { mustAct: true, essential: true };
const needsSomebody = { mustAct: true, essential: false };
const mayPass = { mustAct: false, essential: false };

/** Cause → words. A new cause is told of without being listed here; it is listed to be told of well. */
const words: Record<string, CauseWords> = {
  'connection-lost': { title: 'The sync has lost Azure AD', over: 'The sync reaches Azure AD again', ...stops },
  'not-connected': { title: 'The sync is not connected to Azure AD', over: 'The sync is connected again', ...stops },
  'consent-missing': { title: 'The sync lacks a consent', over: 'The sync has the consent it lacked', ...stops },
  'permission-missing': {
    title: 'The sync lacks a permission',
    over: 'The sync has the permission it lacked',
    ...stops,
  },
  'server-setting': {
    title: 'A setting of Rollcall keeps the sync from working',
    over: 'The settings of Rollcall let the sync work again',
    ...stops,
  },
  'secret-expiring': {
    title: "Rollcall's access to Azure AD runs out soon",
    over: "Rollcall's access to Azure AD was renewed",
    ...mayPass,
  },
  'mapping-invalid': { title: 'The mapping no longer works', over: 'The mapping of the sync works again', ...stops },
  'people-rejected': { title: 'People could not be synced', over: 'Everybody could be synced again', ...needsSomebody },
  'removals-held': {
    title: 'Removals wait for your decision',
    over: 'No removal waits for a decision any more',
    page: { path: '/removals', action: 'See who they are, and decide' },
    ...needsSomebody,
  },
  'email-changes-held': {
    title: 'Changes of email addresses wait for your decision',
    over: 'No change of an email address waits for a decision any more',
    page: { path: '/email-changes', action: 'See whose they are, and decide' },
    ...needsSomebody,
  },
  'group-empty': {
    title: 'A synced group is suddenly empty',
    over: 'No synced group is empty any more',
    ...needsSomebody,
  },
  'group-not-found': {
    title: 'A synced group is gone',
    over: 'Every synced group is found again',
    ...needsSomebody,
  },
  'members-kept': {
    title: 'Who may have left a group stays in it',
    over: 'Every synced group has the members it has in Azure AD',
    ...mayPass,
  },
  'group-name-taken': {
    title: 'The name of a synced group is taken',
    over: 'Every synced group has its name',
    ...needsSomebody,
  },
  'group-unreadable': {
    title: 'A synced group could not be read',
    over: 'Every synced group is read again',
    ...mayPass,
  },
  'mapping-row-paused': {
    title: 'A row of the mapping is paused',
    over: 'Every row of the mapping works again',
    ...needsSomebody,
  },
  'users-unresolved': {
    title: 'Managers are missing in Kissflow',
    over: 'Every manager is in Kissflow',
    ...mayPass,
  },
  'schedule-missed': {
    title: 'A scheduled sync was missed',
    over: 'The missed sync has been made up for',
    ...mayPass,
  },
  'people-not-listed': {
    title: 'The sync did not see everybody',
    over: 'The sync sees everybody again',
    ...mayPass,
  },
  'short-read': { title: 'The sync did not see everybody', over: 'The sync sees everybody again', ...mayPass },
  'nobody-read': { title: 'The sync saw nobody', over: 'The sync sees people again', ...needsSomebody },
  unproved: {
    title: 'The sync waits for proof before it removes people',
    over: 'The sync waits for no more proof',
    ...mayPass,
  },
  'directory-throttled': {
    title: 'Azure AD put the sync off',
    over: 'Azure AD lets the sync through again',
    ...mayPass,
  },
  'directory-answer-invalid': {
    title: 'Azure AD gave an answer that makes no sense',
    over: 'The answers of Azure AD make sense again',
    ...mayPass,
  },
};

const unlisted = { title: 'The sync needs a look', over: 'What kept the sync from succeeding is over', ...mayPass };

export const wordsOf = (cause: string): CauseWords => words[cause] ?? unlisted;

/** Higher goes first: what stops every sync, then what waits for somebody. */
export function urgencyOf(cause: string): number {
  const { essential, mustAct } = wordsOf(cause);
  return Number(essential) * 2 + Number(mustAct);
}
