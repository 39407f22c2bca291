import { providerNames } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import type { ConfigurationDocument } from './configurations.schema.js';

/** @throws RefusedError `provider-active` while users come from another provider: two would undo each other's changes */
export function refuseBesideOther({ otherProvider }: Pick<ConfigurationDocument, 'otherProvider'>): void {
  if (otherProvider === undefined) return;
  const words = `${providerNames[otherProvider]} provides the users of this account. Switch it off under Identity providers first.`;
  throw new RefusedError('provider-active', words);
}
