import { RefusedError } from '@rollcall/messaging';
import { catalogue } from './catalogue.js';

/** What to ask Graph for, so that these attributes can be read from its answer. */
export interface Selection {
  attributes: readonly string[];
  /** The value of `$select`. */
  select: string;
  /** A manager is another object: it comes with `$expand`, or with each person by itself. */
  needsManager: boolean;
}

/** Its name differs by tenant, so that an administrator types it in: https://learn.microsoft.com/graph/extensibility-overview */
const DIRECTORY_EXTENSION = /^extension_[0-9a-f]{32}_\w{1,120}$/i;

/** What is read of everybody; `accountEnabled` above all, because left out it would look like disabled. */
const ALWAYS = ['id', 'displayName', 'accountEnabled', 'userType', 'userPrincipalName', 'mail'];

const known = new Set(catalogue.map(({ name }) => name));

export const isDirectoryExtension = (name: string): boolean => DIRECTORY_EXTENSION.test(name);

/** @throws RefusedError `unknown-attribute` */
export function selectAttributes(attributes: readonly string[]): Selection {
  const unknown = attributes.filter((name) => !known.has(name) && !isDirectoryExtension(name));
  if (unknown.length > 0) {
    const words = `Azure AD has no user attribute ${unknown.join(', ')}. Choose one from the list, or type a directory extension as extension_<32 digits of the app id>_<name>.`;
    throw new RefusedError('unknown-attribute', words, { unknown });
  }
  const needsManager = attributes.includes('manager');
  if (attributes.length === 0) return { attributes, select: 'id', needsManager };
  const roots = attributes.map((name) => name.split('.', 1)[0] ?? name).filter((name) => name !== 'manager');
  return { attributes, select: [...new Set([...ALWAYS, ...roots])].join(','), needsManager };
}
