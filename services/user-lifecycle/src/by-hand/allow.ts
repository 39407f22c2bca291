import type { Actor, Role } from '@rollcall/contracts';
import type { UserDocument } from '../users/users.schema.js';

export type Deed = 'edit' | 'deactivate' | { makes: Role };

type Target = Pick<UserDocument, '_id' | 'role' | 'isOwner'>;

const editors: ReadonlySet<Role> = new Set(['SuperAdmin', 'UserAdmin']);
const roleGivers: ReadonlySet<Role> = new Set(['SuperAdmin', 'IamAdmin']);

/**
 * Why somebody may not do this to a user, in words; undefined if they may. Whoever could change an administrator's address
 * could sign in as them: that takes a Super Admin, as does making one.
 */
export function refusalOf(actor: Pick<Actor, 'userId' | 'role'>, deed: Deed, user?: Target): string | undefined {
  if (deed === 'deactivate' && actor.userId === user?._id) return 'Nobody can deactivate themselves.';
  if (typeof deed === 'object') {
    if (!roleGivers.has(actor.role)) return 'Only a Super Admin or an IAM Admin can change roles.';
    const isHighest = deed.makes === 'SuperAdmin' || user?.role === 'SuperAdmin' || user?.isOwner === true;
    return isHighest && actor.role !== 'SuperAdmin' ? 'Only a Super Admin can make another one, or end it.' : undefined;
  }
  if (!editors.has(actor.role)) return 'Only a Super Admin or a User Admin can add or change users.';
  const isProtected = user !== undefined && (user.role !== 'User' || user.isOwner);
  return isProtected && actor.role !== 'SuperAdmin' ? 'Only a Super Admin can change an administrator.' : undefined;
}
