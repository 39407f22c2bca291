import type { Notice } from '@rollcall/contracts';
import { wordsOf } from './cause-words.js';

/** Something administrators must know, from when it was first found until it is over. */
export interface OpenCause extends Notice {
  openedAt: Date;
  /** Where it was found last: a path in the console. */
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
const messagesPerCause = 3;

/** Decides which causes are open after a look, and which are over. */
export function planCauses(open: OpenCause[], { at, found, isWhole, lookedFor, again, link }: Look): CausePlan {
  const byCause = Map.groupBy(found, ({ cause }) => cause);
  const known = new Map(open.map((each) => [each.cause, each]));
  const others = open.filter(({ cause }) => !byCause.has(cause));
  const isOver = ({ cause }: OpenCause): boolean =>
    (isWhole && !besideSyncs.has(cause)) || lookedFor?.has(cause) === true;
  return {
    found: [...byCause]
      .map(([cause, notices]): OpenCause => {
        const before = known.get(cause) ?? { openedAt: at, told: [], ...(wordsOf(cause).mustAct && dueAfter(at)) };
        return { ...before, ...(again && { told: [] }), cause, message: oneMessage(notices), link };
      })
      .sort((one, other) => urgency(other) - urgency(one)),
    kept: others.filter((cause) => !isOver(cause)),
    over: others.filter(isOver),
  };
}

const dueAfter = (at: Date): { remindAt: Date } => ({ remindAt: new Date(at.getTime() + week) });

function urgency({ cause }: OpenCause): number {
  const { essential, mustAct } = wordsOf(cause);
  return Number(essential) * 2 + Number(mustAct);
}

/** Several of one cause, such as three groups that could not be read, are one notice. */
function oneMessage(notices: Notice[]): string {
  const messages = [...new Set(notices.map(({ message }) => message))];
  const more = messages.length - messagesPerCause;
  return [...messages.slice(0, messagesPerCause), ...(more > 0 ? [`And ${more} more of this kind.`] : [])].join(' ');
}
