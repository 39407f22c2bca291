import type { RejectReason } from '@rollcall/contracts';
import { UsersChangedMeanwhile } from './run-users.repository.js';

/** How often a page is read and decided again when others change the same users meanwhile. */
const tries = 3;

/** The result, or undefined if somebody else's change came in between every time. */
export async function retried<T>(work: (isFirst: boolean) => Promise<T>): Promise<T | undefined> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      return await work(attempt === 1);
    } catch (error) {
      if (!(error instanceof UsersChangedMeanwhile)) throw error;
    }
  }
  return undefined;
}

/** Why somebody was left as they are in the end. */
export const changedMeanwhile: RejectReason = {
  code: 'changed-meanwhile',
  message: 'Others changed this user again and again while the sync wrote. The next run tries again.',
};
