import { decodeJwt } from 'jose';

/** What a sync reads with: https://learn.microsoft.com/graph/permissions-reference */
export const REQUIRED_PERMISSIONS = ['User.Read.All', 'GroupMember.Read.All'] as const;

/** The application permissions in an access token; undefined if it can't be looked into, as Microsoft reserves the right to. */
export function permissionsIn(token: string): string[] | undefined {
  try {
    const { roles } = decodeJwt(token);
    return Array.isArray(roles) ? roles.map(String) : [];
  } catch {
    return undefined;
  }
}

export function missingPermissions(token: string): string[] | undefined {
  const held = permissionsIn(token);
  return held && REQUIRED_PERMISSIONS.filter((permission) => !held.includes(permission));
}
