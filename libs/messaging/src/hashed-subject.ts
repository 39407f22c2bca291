import { createHash } from 'node:crypto';

/** Keys are anything, subjects are not; and who may look at the bus is to learn nobody's id from it. */
export const hashedSubject = (stream: 'counts' | 'records', key: string): string =>
  `${stream}.${createHash('sha256').update(key).digest('base64url')}`;
