import { RefusedError } from '@rollcall/messaging';

/** The thing itself, or a *not found* in these words. */
export function found<T>(thing: T | null, words: string): T {
  if (thing === null) throw new RefusedError('not-found', words);
  return thing;
}
