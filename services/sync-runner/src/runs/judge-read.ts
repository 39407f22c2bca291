import { type Notice, peopleIn } from '@rollcall/contracts';
import type { Checkpoint } from './runs.schema.js';

export interface ReadFacts {
  /** People the read listed. */
  listed: number;
  /** How many the directory says there are. */
  total: number;
  /** If it listed nobody: how many there were the last time. */
  before: number;
  /** The group's name; absent for the whole tenant. */
  name: string | undefined;
}

export interface ReadVerdict {
  complete: boolean;
  /** It listed no fewer than there are: who is not among them is gone, without any proof of their own. */
  whole: boolean;
  notice?: Notice;
}

/** Directory counts lag behind by recent changes: so much difference is no reason for doubt. */
const tolerance = 0.01;

/** Whether a list may lack so many people of a total without anything being wrong. */
export const isNegligible = (missing: number, total: number): boolean => missing <= Math.max(1, total * tolerance);

/** Whether a read may be trusted to have listed everybody, so that who is missing from it may be asked about. */
export function judgeRead({ listed, total, before, name }: ReadFacts): ReadVerdict {
  const what = name === undefined ? 'Azure AD' : `The group ${name}`;
  if (listed === 0 && before > 0) {
    const message = `${what} is suddenly empty; it had ${peopleIn(before)}. It is paused: nobody was removed because of it. If that is right, take it out of the configuration.`;
    return { complete: false, whole: false, notice: { cause: 'group-empty', message } };
  }
  if (isNegligible(Math.abs(listed - total), total)) return { complete: true, whole: listed >= total };
  const message = `${what} listed ${peopleIn(listed)} but says there are ${total}. Nobody was removed because of it; the next run tries again.`;
  return { complete: false, whole: false, notice: { cause: 'short-read', message } };
}

/** Of a group whose list lacks a few: they could be those who seem to have left it. */
export function membersKept(kept: number, { listed, total, name = '' }: ReadFacts): Notice {
  const message = `The group ${name} listed ${peopleIn(listed)} but says there are ${total}. Kept in it in Kissflow, though they may have left it: ${peopleIn(kept)}. The next run looks again.`;
  return { cause: 'members-kept', message };
}

/** Whether a run read people, and all of them: a group that is only synced doesn't say who there is. */
export const readsWhole = ({ reads }: Pick<Checkpoint, 'reads'>): boolean =>
  reads.some(({ people }) => people) && reads.every(({ people, complete }) => complete || !people);
