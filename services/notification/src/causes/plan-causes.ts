import type { Notice } from '@rollcall/contracts';
import { urgencyOf, wordsOf } from './cause-words.js';
import { joinMessages } from './join-messages.js';

/** Something administrators must know, from when it was first found until it is over. */
export interface OpenCause extends Notice {
  openedAt: Date;
  /** Where something is done about it, or where it was found last: a path in the console. */
  link: string;
  /** Ids of the people who know. */
  told: string[];
  /** When those are reminded, once, should it last. */
  remindAt?: Date;
}

/** What one look found. What it looked at and did not find is over. */
export interface Look {
  at: Date;
  found: Notice[];
  isWhole: boolean;
  /** Of a look that is not whole: what it looked at. */
  lookedFor?: ReadonlySet<string>;
  /** What was found is told again to those who know. */
  again?: boolean;
  link: string;
}

export interface CausePlan {
  /** What was found, most urgent first. */
  found: OpenCause[];
  /** What was not looked at and so may last. */
  kept: OpenCause[];
  over: OpenCause[];
}

/** No sync looks for these: that one finds nothing says nothing of them. */
const besideSyncs: ReadonlySet<string> = new Set(['secret-expiring']);

const week = 7 * 24 * 60 * 60 * 1_000;

/** Decides which causes are open after a look, and which are over. */
export function planCauses(open: OpenCause[], { at, found, isWhole, lookedFor, again, link }: Look): CausePlan {
  const byKey = Map.groupBy(found, keyOf);
  const known = new Map(open.map((each) => [keyOf(each), each]));
  const others = open.filter((each) => !byKey.has(keyOf(each)));
  const wasLookedFor = ({ cause, openedAt }: OpenCause): boolean =>
    openedAt <= at && ((isWhole && !besideSyncs.has(cause)) || lookedFor?.has(cause) === true);
  const lasting = new Set(found.map(({ cause }) => cause));
  return {
    found: [...byKey]
      .flatMap(([key, notices]) => {
        const [first] = notices;
        if (!first) return [];
        const { cause, about } = first;
        const { mustAct, page } = wordsOf(cause);
        const before = known.get(key) ?? { openedAt: at, told: [], ...(mustAct && dueAfter(at)) };
        const message = joinMessages(notices.map((notice) => notice.message));
        return {
          ...before,
          ...(again && { told: [] }),
          cause,
          ...(about !== undefined && { about }),
          message,
          link: page?.path ?? link,
        };
      })
      .sort((one, other) => urgencyOf(other.cause) - urgencyOf(one.cause)),
    kept: others.filter((each) => !wasLookedFor(each)),
    // Of two empty groups one is filled again: the cause is over when the other is too.
    over: others.filter((each) => wasLookedFor(each) && !lasting.has(each.cause)),
  };
}

/** Two of one cause are one thing, unless they say what they are about. */
const keyOf = ({ cause, about }: Notice): string => (about === undefined ? cause : `${cause} ${about}`);

const dueAfter = (at: Date): { remindAt: Date } => ({ remindAt: new Date(at.getTime() + week) });
