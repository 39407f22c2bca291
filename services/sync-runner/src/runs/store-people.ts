import type { PageApplied, PagePosition, Person } from '@rollcall/contracts';
import { howManyFit } from '@rollcall/messaging';
import type { ClaimedRun } from './claimed-run.js';

/** The bus carries 8 MiB. What stands beside the people in a request, such as a tenant's domains, is far less than the rest. */
const requestBytes = 6 * 1024 * 1024;

/** Stores the people of a page, in as many requests as it takes. */
export async function storePeople(
  run: ClaimedRun,
  position: PagePosition,
  people: readonly Person[],
): Promise<PageApplied> {
  const stored = { fresh: 0, disabled: 0 };
  // A mapping may put one attribute into many fields, so that a page is larger than it came.
  for (let rest = people; rest.length > 0;) {
    const fitting = howManyFit(rest, requestBytes);
    // All in the page's one place: read again after a crash, it may be divided otherwise.
    const { fresh, disabled } = await run.write('rpc.users.apply', { position, people: rest.slice(0, fitting) });
    stored.fresh += fresh;
    stored.disabled += disabled;
    rest = rest.slice(fitting);
  }
  return stored;
}
