import { Injectable } from '@nestjs/common';
import type { DirectorySource, GroupSize, MeasureScope, ScopeSize } from '@rollcall/contracts';
import { ConnectionsService } from '../connections/connections.service.js';
import { GraphClient, GraphRefusal } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { countEach, countPath } from './count-each.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import { objectId, peoplePath } from './page-links.js';

const GUESTS = "userType eq 'Guest'";
const DISABLED = 'accountEnabled eq false';
const DISABLED_GUESTS = `${DISABLED} and ${GUESTS}`;

/** Numbers for a source: all, and as far as Graph tells, guests, disabled people, and who is both. */
interface Size {
  all: number | null;
  guests: number | null;
  disabled: number | null;
  both: number | null;
}

/** How many people a scope means: by counting, a few questions whatever the size. */
@Injectable()
export class ScopeSizeService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  async measure({ users, groupIds = [], includeGuests, ...request }: MeasureScope): Promise<ScopeSize> {
    const call = beginCall('rpc.directory.scope-size', request, 'high');
    const ids = users === 'all' ? [] : [...new Set(groupIds.map(objectId))];
    const sources: DirectorySource[] =
      users === 'all' ? [{ kind: 'users' }] : ids.map((groupId) => ({ kind: 'group', groupId }));
    await this.connections.require(request);
    const paths = sources.map((source) => pathsOf(peoplePath(source)));
    try {
      const counts = await countEach(this.graph, call, paths.flatMap(Object.values<string>));
      const sizes = paths.map((some) => sizeFrom(some, counts));
      // Nothing else is held against a plain count of everybody.
      if (users === 'all' && sizes[0]?.all === null) throw new GraphRefusal(403, '');
      const groups = ids.map((id, index): GroupSize => ({ id, people: peopleIn(sizes[index], includeGuests) }));
      return { ...total(sizes, includeGuests), exact: sizes.length <= 1, groups };
    } catch (error) {
      throw explainGraphRefusal(error, {});
    }
  }
}

type Paths = Record<keyof Size, string>;

function pathsOf(collection: string): Paths {
  return {
    all: countPath(collection),
    guests: countPath(collection, GUESTS),
    disabled: countPath(collection, DISABLED),
    both: countPath(collection, DISABLED_GUESTS),
  };
}

function sizeFrom({ all, guests, disabled, both }: Paths, counts: ReadonlyMap<string, number | null>): Size {
  const of = (path: string): number | null => counts.get(path) ?? null;
  return { all: of(all), guests: of(guests), disabled: of(disabled), both: of(both) };
}

/** Counts lag behind one another by what changed a moment ago. */
const less = (whole: number | null, part: number | null): number | null =>
  whole === null || part === null ? whole : Math.max(0, whole - part);

const peopleIn = (size: Size | undefined, includeGuests: boolean): number | null =>
  size ? (includeGuests ? size.all : less(size.all, size.guests)) : null;

function total(sizes: readonly Size[], includeGuests: boolean): Pick<ScopeSize, 'people' | 'guests' | 'disabled'> {
  const counted = sizes.filter(({ all }) => all !== null);
  const sum = (of: (size: Size) => number | null): number | undefined => {
    const numbers = counted.map(of).filter((number) => number !== null);
    return numbers.length === counted.length ? numbers.reduce((one, other) => one + other, 0) : undefined;
  };
  const guests = sum((size) => size.guests);
  const disabled = sum((size) => (includeGuests ? size.disabled : less(size.disabled, size.both)));
  return {
    people: sum((size) => peopleIn(size, includeGuests)) ?? 0,
    ...(guests !== undefined && { guests }),
    ...(disabled !== undefined && { disabled }),
  };
}
