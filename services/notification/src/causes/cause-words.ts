/** What a cause is called while it lasts and when it is over, and how much it matters. */
export interface CauseWords {
  title: string;
  over: string;
  /** It stays until somebody acts: after a week without it they are reminded. */
  mustAct: boolean;
  /** No sync works until then: mailed to those too who want no mail. */
  essential: boolean;
}

const stops = { mustAct: true, essential: true };
const needsSomebody = { mustAct: true, essential: false };
const mayPass = { mustAct: false, essential: false };

/** Cause → words. A new cause is told of without being listed here; it is listed to be told of well. */
const words: Record<string, CauseWords> = {
  'connection-lost': { title: 'The sync has lost Azure AD', over: 'The sync reaches Azure AD again', ...stops },
  'not-connected': { title: 'The sync is not connected to Azure AD', over: 'The sync is connected again', ...stops },
  'consent-missing': { title: 'The sync lacks a consent', over: 'The sync has the consent it lacked', ...stops },
  'mapping-invalid': { title: 'The mapping no longer works', over: 'The mapping of the sync works again', ...stops },
  'people-rejected': { title: 'People could not be synced', over: 'Everybody could be synced again', ...needsSomebody },
  'removals-held': {
    title: 'Removals wait for your decision',
    over: 'No removal waits for a decision any more',
    ...needsSomebody,
  },
  'email-changes-held': {
    title: 'Changes of address wait for your decision',
    over: 'No change of address waits for a decision any more',
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
};

const unlisted = { title: 'The sync needs a look', over: 'What kept the sync from succeeding is over', ...mayPass };

export const wordsOf = (cause: string): CauseWords => words[cause] ?? unlisted;
