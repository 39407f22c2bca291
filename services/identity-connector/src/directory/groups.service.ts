import { Injectable } from '@nestjs/common';
import type { DirectoryGroup, FindGroups } from '@rollcall/contracts';
import { ConnectionsService } from '../connections/connections.service.js';
import { askEach } from '../microsoft/ask-each.js';
import { MicrosoftBusyError } from '../microsoft/be-patient.js';
import { type GraphCall, GraphClient, invalidAnswer, recordOf, requireAbout } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { countEach, countPath } from './count-each.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import { objectId, peoplePath } from './page-links.js';

const FOUND = 50;
const SELECT = '$select=id,displayName,description';
const NAME_LENGTH = 256;

@Injectable()
export class GroupsService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  async find({ search, ids, counts = false, ...request }: FindGroups): Promise<{ groups: DirectoryGroup[] }> {
    const call = beginCall('rpc.directory.groups', request, 'high');
    const wanted = ids && [...new Set(ids.map(objectId))];
    await this.connections.require(request);
    try {
      const groups = wanted ? await this.byIds(call, wanted) : await this.bySearch(call, search?.trim() ?? '');
      return { groups: counts ? await this.counted(call, groups) : groups };
    } catch (error) {
      throw explainGraphRefusal(error, {});
    }
  }

  private async counted(call: GraphCall, groups: readonly DirectoryGroup[]): Promise<DirectoryGroup[]> {
    const pathOf = ({ id }: DirectoryGroup): string => countPath(peoplePath({ kind: 'group', groupId: id }));
    const people = await countEach(this.graph, call, groups.map(pathOf));
    return groups.map((group) => ({ ...group, people: people.get(pathOf(group)) ?? null }));
  }

  /** Names are matched by the beginnings of their words: https://learn.microsoft.com/graph/search-query-parameter */
  private async bySearch(call: GraphCall, search: string): Promise<DirectoryGroup[]> {
    const words = encodeURIComponent(`"displayName:${search.replace(/["\\]/g, '\\$&')}"`);
    const options = search === '' ? '$orderby=displayName' : `$search=${words}`;
    const { value } = await this.graph.page(call, `/groups?${SELECT}&$top=${FOUND}&${options}`);
    return value.map(readGroup).sort((one, other) => one.name.localeCompare(other.name));
  }

  private async byIds(call: GraphCall, ids: readonly string[]): Promise<DirectoryGroup[]> {
    const paths = new Map(ids.map((id) => [`/groups/${id}?${SELECT}`, id]));
    const answers = await askEach(this.graph, call, [...paths.keys()]);
    return [...paths].flatMap(([path, id]) => {
      const answer = answers.get(path);
      if (answer?.status === 200) return [readAskedGroup(id, answer.body)];
      if (answer?.status === 404 && answer.code === 'Request_ResourceNotFound') return [];
      // Left out it would look deleted.
      throw new MicrosoftBusyError(10_000, 'Microsoft did not answer for some groups');
    });
  }
}

function readAskedGroup(id: string, value: unknown): DirectoryGroup {
  const group = readGroup(value);
  requireAbout(id, group.id);
  return group;
}

function readGroup(value: unknown): DirectoryGroup {
  const { id, displayName, description } = recordOf(value);
  if (typeof id !== 'string' || id === '') throw invalidAnswer('a group has no id');
  const name = typeof displayName === 'string' && displayName !== '' ? displayName.slice(0, NAME_LENGTH) : id;
  return { id, name, description: typeof description === 'string' ? description : null };
}
