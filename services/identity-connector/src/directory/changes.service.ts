import { Injectable } from '@nestjs/common';
import type { DirectoryChange, DirectoryChanges, ReadChanges } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { ConnectionsService } from '../connections/connections.service.js';
import { type GraphCall, GraphClient, type GraphPage, invalidAnswer, recordOf } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import { noticeLoop } from './notice-loop.js';
import { CHANGES, changesLink, isLinkOf, isObjectId, type Place, readCursor, writeCursor } from './page-links.js';
import { selectAttributes } from './select-attributes.js';

/** A page has some two hundred. With so many more everybody is read faster than those who changed, and fits a reply. */
const MOST_CHANGES = 20_000;

/** Who changed since a moment: https://learn.microsoft.com/graph/api/user-delta */
@Injectable()
export class ChangesService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  /** One page of changes, as Microsoft tells them: repeated, in any order, and perhaps none although there is more. */
  async read({ cursor, attributes = [], ...request }: ReadChanges): Promise<DirectoryChanges> {
    const call = beginCall('rpc.directory.delta', request, 'low');
    // With nothing mapped, still what decides about everybody: whether they are enabled, guests, and their addresses.
    const selection = selectAttributes(attributes.length > 0 ? attributes : ['mail']);
    const place = cursor === undefined ? { link: changesLink(selection) } : readCursor(cursor, CHANGES);
    await this.connections.require(request);
    const page = await this.ask(place.link, call, cursor === undefined ? attributes : undefined);
    const { requests, units } = call.usage;
    return { changes: readChanges(page), ...readLinks(page, place), requests, units };
  }

  private async ask(link: string, call: GraphCall, attributes: readonly string[] | undefined): Promise<GraphPage> {
    try {
      return await this.graph.page(call, link);
    } catch (error) {
      throw explainGraphRefusal(error, attributes ? { attributes } : { followsChanges: true });
    }
  }
}

function readChanges({ value }: GraphPage): DirectoryChange[] {
  if (value.length > MOST_CHANGES) {
    throw new RefusedError('changes-expired', 'Too many people changed to tell them one by one. Read everybody.');
  }
  return value.map(readChange);
}

/** Everything else about the person is read anew: what stands here may be older than what a page before said. */
function readChange(value: unknown): DirectoryChange {
  const { id, '@removed': removed } = recordOf(value);
  if (!isObjectId(id)) throw invalidAnswer('a change has no object id');
  if (removed === undefined) return { externalId: id };
  return { externalId: id, removed: recordOf(removed).reason === 'deleted' ? 'deleted' : 'changed' };
}

/** A round ends with a link for the next one, never by itself: without one some changes would be lost. */
function readLinks({ next, delta }: GraphPage, place: Place): Pick<DirectoryChanges, 'next' | 'delta'> {
  const link = next ?? delta;
  if (link === undefined) throw invalidAnswer('changes came without a link to go on from');
  if (next !== undefined && delta !== undefined) throw invalidAnswer('changes both end and go on');
  if (!isLinkOf(CHANGES, link)) throw invalidAnswer('the link to further changes leads elsewhere');
  if (next === undefined) return { delta: writeCursor({ link }) };
  return { next: writeCursor({ link, trail: noticeLoop(next, place.link, place.trail) }) };
}
