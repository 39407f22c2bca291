import { createHash } from 'node:crypto';

/** What is kept of an invitation's token: whoever reads the database can't accept for others. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
