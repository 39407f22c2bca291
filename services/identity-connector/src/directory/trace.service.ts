import { Injectable } from '@nestjs/common';
import type { GroupReference, PersonTraced, TracePerson } from '@rollcall/contracts';
import { ConnectionsService } from '../connections/connections.service.js';
import { askEach } from '../microsoft/ask-each.js';
import { MicrosoftBusyError } from '../microsoft/be-patient.js';
import { type BatchAnswer, type GraphCall, GraphClient, GraphRefusal, recordOf } from '../microsoft/graph.client.js';
import { beginCall } from './begin-call.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import { deletionPath } from './judge-removals.js';
import { isObjectId, objectId, personPath } from './page-links.js';
import { readAskedPerson } from './read-person.js';
import { selectAttributes } from './select-attributes.js';

const BASICS = selectAttributes(['mail']);
const GROUPS = '$select=id,displayName&$top=999';
const NAME_LENGTH = 256;

/** So many groups around the person are looked at, and so many steps away. */
const MOST_GROUPS = 200;
const MOST_STEPS = 10;

/** From the outermost group to the one the person is in directly. */
type Path = [GroupReference, ...GroupReference[]];

/** Where somebody is, and by which way in the chosen groups: for whoever asks why a person is synced, or not. */
@Injectable()
export class TraceService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  async trace({ externalId, groupIds, ...request }: TracePerson): Promise<PersonTraced> {
    const call = beginCall('rpc.directory.trace', request, 'high');
    const id = objectId(externalId);
    const chosen = new Set(groupIds.map(objectId));
    await this.connections.require(request);
    try {
      const [person, deleted] = await this.ask(call, [personPath(id, BASICS), deletionPath(id)]);
      if (person?.status === 200) {
        const { displayName: name, enabled, guest } = readAskedPerson(id, person.body, BASICS);
        const path = chosen.size > 0 ? await this.findPath(call, id, chosen) : undefined;
        return { state: 'present', name, enabled, guest, ...(path && { path }) };
      }
      const { deletedDateTime: deletedAt } = deleted?.status === 200 ? deleted.body : {};
      return typeof deletedAt === 'string' ? { state: 'deleted', deletedAt } : { state: 'missing' };
    } catch (error) {
      throw explainGraphRefusal(error, {});
    }
  }

  /** The shortest way, found outwards from the person. */
  private async findPath(call: GraphCall, id: string, chosen: ReadonlySet<string>): Promise<Path | undefined> {
    const [direct, all] = await this.ask(call, [
      `/users/${id}/memberOf?${GROUPS}`,
      `/users/${id}/transitiveMemberOf?${GROUPS}`,
    ]);
    const around = new Map(readGroups(all).map((group) => [group.id, group]));
    const known = new Set<string>();
    let paths = readGroups(direct).map((group): Path => [group]);
    for (let step = 1; ; step++) {
      const found = paths.find(([{ id: outermost }]) => chosen.has(outermost));
      if (found) return found;
      for (const [group] of paths) known.add(group.id);
      if (paths.length === 0 || step === MOST_STEPS || known.size > MOST_GROUPS) break;
      const outer = await this.ask(
        call,
        paths.map(([group]) => `/groups/${group.id}/memberOf?${GROUPS}`),
      );
      const further = paths.flatMap((path, index) =>
        readGroups(outer[index])
          .filter((group) => around.has(group.id) && !known.has(group.id))
          .map((group): Path => [group, ...path]),
      );
      paths = [...new Map(further.map((path) => [path[0].id, path])).values()];
    }
    const somehow = [...around.values()].find((group) => chosen.has(group.id));
    return somehow && [somehow];
  }

  /** Answers that say something; *not found* is one. */
  private async ask(call: GraphCall, paths: readonly string[]): Promise<(BatchAnswer | undefined)[]> {
    const answers = await askEach(this.graph, call, paths);
    return paths.map((path) => {
      const answer = answers.get(path);
      if (answer?.status === 200 || (answer?.status === 404 && answer.code === 'Request_ResourceNotFound'))
        return answer;
      if (answer) throw new GraphRefusal(answer.status, answer.code);
      throw new MicrosoftBusyError(10_000, 'Microsoft did not say where a person is');
    });
  }
}

/** Directory roles are memberships too. */
function readGroups(answer: BatchAnswer | undefined): GroupReference[] {
  const value: unknown[] = Array.isArray(answer?.body.value) ? answer.body.value : [];
  return value.map(recordOf).flatMap(({ '@odata.type': type, id, displayName }) => {
    if (type !== '#microsoft.graph.group' || !isObjectId(id)) return [];
    return [{ id, name: typeof displayName === 'string' ? displayName.slice(0, NAME_LENGTH) : id }];
  });
}
