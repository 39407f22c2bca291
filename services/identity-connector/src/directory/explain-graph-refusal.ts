import type { DirectorySource } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { GraphRefusal, invalidAnswer } from '../microsoft/graph.client.js';
import { permissionsFor } from './catalogue.js';
import { isDirectoryExtension } from './select-attributes.js';

export interface Question {
  source?: DirectorySource;
  attributes?: readonly string[];
  /** Whether it goes on from where an earlier round of changes ended. */
  followsChanges?: boolean;
}

/** What a refusal of Graph's means for the question that was asked. Other errors stay what they are. */
export function explainGraphRefusal(
  error: unknown,
  { source, attributes = [], followsChanges = false }: Question,
): unknown {
  if (!(error instanceof GraphRefusal)) return error;
  const { status, code } = error;
  const details = { status, graphCode: code, ...(source?.groupId !== undefined && { groupId: source.groupId }) };
  const refuse = (refusal: RefusedError['code'], words: string) => new RefusedError(refusal, words, details);
  if (code === 'Directory_ExpiredPageToken' || (status === 410 && !followsChanges)) {
    return refuse('page-expired', 'Microsoft has forgotten where this read was. Read from the beginning.');
  }
  // 410 as a rule, 400 or 404 in older texts; and what else it may have against a link of its own, a full read mends.
  if (followsChanges && status !== 403) {
    return refuse('changes-expired', 'Microsoft no longer tells changes since then. Read everybody.');
  }
  if (source?.kind === 'group' && status === 404) {
    return refuse('group-not-found', 'A chosen group is no longer in Azure AD. Take it out of the chosen groups.');
  }
  if (source?.kind === 'group' && status === 403) {
    return refuse(
      'group-not-found',
      'The members of a chosen group are hidden in Azure AD. Take it out of the chosen groups.',
    );
  }
  const extra = permissionsFor(attributes);
  if (status === 403 && extra.length > 0) {
    const words = `Azure AD denies access. It may lack the permission ${extra.join(', ')}, which the mapping needs. Grant it, or remove the row.`;
    return refuse('permission-missing', words);
  }
  if (status === 403) {
    return refuse(
      'connection-lost',
      'Azure AD denies Rollcall access to people. Sign in again and accept what Microsoft asks.',
    );
  }
  const typed = attributes.filter(isDirectoryExtension);
  if ((status === 400 || status === 501) && typed.length > 0) {
    return refuse('unknown-attribute', `Azure AD can't read ${typed.join(', ')}. Check how it is written.`);
  }
  return invalidAnswer(`status ${status}, ${code || 'without a code'}`);
}
