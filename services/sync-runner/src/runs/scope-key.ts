import { createHash } from 'node:crypto';
import type { Scope } from '@rollcall/contracts';

/** The same for scopes that take the same people in, whatever order their groups were chosen in or are called. */
export function scopeKey({ users, userGroups, includeGuests }: Scope): string {
  const groups = users === 'groups' ? [...new Set(userGroups.map(({ id }) => id))].sort() : [];
  return createHash('sha256')
    .update(JSON.stringify([users, groups, includeGuests]))
    .digest('hex');
}
