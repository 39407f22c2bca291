import type { PagePosition, Person } from '@rollcall/contracts';
import type { ClaimedRun } from './claimed-run.js';

/** The bus carries 8 MiB. What stands beside the people in a request, such as a tenant's domains, is far less than the rest. */
const requestBytes = 6 * 1024 * 1024;

/** Stores the people of a page, in as many requests as it takes; answers how many of them were on no other page. */
export async function storePeople(run: ClaimedRun, position: PagePosition, people: readonly Person[]): Promise<number> {
  let fresh = 0;
  for (const part of inParts(people)) {
    // All in the page's one place: read again after a crash, it may be divided otherwise.
    fresh += (await run.write('rpc.users.apply', { position, people: part })).fresh;
  }
  return fresh;
}

/** A mapping may put one attribute into many fields, so that a page is larger than it came. */
function inParts(people: readonly Person[]): Person[][] {
  const parts: Person[][] = [];
  let room = 0;
  for (const person of people) {
    const bytes = Buffer.byteLength(JSON.stringify(person)) + 1;
    if (parts.length === 0 || bytes > room) {
      parts.push([]);
      room = requestBytes;
    }
    parts.at(-1)?.push(person);
    room -= bytes;
  }
  return parts;
}
