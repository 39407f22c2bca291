import { Injectable } from '@nestjs/common';
import type {
  CountPeople,
  DirectoryPage,
  DirectorySource,
  DirectoryUser,
  FindPeople,
  PeopleRead,
  ReadPage,
  ReadPeople,
  SamplePeople,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { ConnectionsService } from '../connections/connections.service.js';
import { askEach } from '../microsoft/ask-each.js';
import { MicrosoftBusyError } from '../microsoft/be-patient.js';
import { type GraphCall, GraphClient, type GraphPage, GraphRefusal, invalidAnswer } from '../microsoft/graph.client.js';
import { GRAPH } from '../microsoft/transport.js';
import { beginCall } from './begin-call.js';
import { chooseSample } from './choose-sample.js';
import { cutToFit } from './cut-to-fit.js';
import { explainGraphRefusal } from './explain-graph-refusal.js';
import { noticeLoop } from './notice-loop.js';
import {
  comesWithManagers,
  firstLink,
  isLinkOf,
  objectId,
  peoplePath,
  personPath,
  type Place,
  readCursor,
  writeCursor,
} from './page-links.js';
import { readAskedPerson, readPerson } from './read-person.js';
import { type Selection, selectAttributes } from './select-attributes.js';

/** A sample of groups looks into this many. */
const SAMPLED_GROUPS = 5;
/** With this many, a sample looks into no further group: each is one more question to Microsoft. */
const ENOUGH = 100;
const FOUND = 25;

type Read = Pick<PeopleRead, 'people' | 'missing'>;

@Injectable()
export class PeopleService {
  constructor(
    private readonly graph: GraphClient,
    private readonly connections: ConnectionsService,
  ) {}

  /** One page; nothing of it is left out, and its links lead nowhere else. */
  async page({ source, attributes, cursor, size, ...request }: ReadPage): Promise<DirectoryPage> {
    const call = beginCall('rpc.directory.page', request, 'low');
    const selection = selectAttributes(attributes);
    const place: Place =
      cursor === undefined ? { link: firstLink(source, selection, size) } : readCursor(cursor, source);
    await this.connections.require(request);
    const { next, ...page } = await this.readPage(call, place.link, source, selection);
    const { people, last } = cutToFit(page.people, place.after);
    const rest = next === undefined ? undefined : { link: next, trail: noticeLoop(next, place.link, place.trail) };
    const following = last === undefined ? rest : { ...place, after: last };
    const { requests, units } = call.usage;
    return { people, ...(following && { next: writeCursor(following) }), requests, units };
  }

  async read({ externalIds, attributes, ...request }: ReadPeople): Promise<PeopleRead> {
    const selection = selectAttributes(attributes);
    const call = beginCall('rpc.directory.read', request, 'high');
    const ids = [...new Set(externalIds.map(objectId))];
    await this.connections.require(request);
    const { people, missing } = await this.readEach(call, ids, selection);
    const { requests, units } = call.usage;
    return { people: cutToFit(people).people, missing, requests, units };
  }

  async count({ source, ...request }: CountPeople): Promise<{ total: number }> {
    const call = beginCall('rpc.directory.count', request, 'low');
    const path = `${peoplePath(source)}/$count`;
    await this.connections.require(request);
    try {
      return { total: await this.graph.count(call, path) };
    } catch (error) {
      throw explainGraphRefusal(error, { source });
    }
  }

  async sample({ scope, attributes, size, ...request }: SamplePeople): Promise<{ people: DirectoryUser[] }> {
    const call = beginCall('rpc.directory.sample', request, 'high');
    const selection = selectAttributes(attributes);
    await this.connections.require(request);
    const sources: DirectorySource[] =
      scope.users === 'all'
        ? [{ kind: 'users' }]
        : scope.userGroups.slice(0, SAMPLED_GROUPS).map(({ id }) => ({ kind: 'group', groupId: id }));
    const people = new Map<string, DirectoryUser>();
    for (const source of sources) {
      if (people.size >= Math.min(size, ENOUGH)) break;
      const found = await this.samplePage(call, source, selection);
      for (const person of found) if (scope.includeGuests || !person.guest) people.set(person.externalId, person);
    }
    return { people: cutToFit(chooseSample([...people.values()], attributes, size)).people };
  }

  async find({ search, attributes, ...request }: FindPeople): Promise<{ people: DirectoryUser[] }> {
    const call = beginCall('rpc.directory.find', request, 'high');
    const selection = selectAttributes(attributes);
    await this.connections.require(request);
    const words = search.replace(/["\\]/g, '\\$&');
    const wanted = ['displayName', 'mail', 'userPrincipalName'].map((name) => `"${name}:${words}"`).join(' OR ');
    const select = selection.needsManager ? 'id' : selection.select;
    const link = `${GRAPH}/v1.0/users?$search=${encodeURIComponent(wanted)}&$select=${select}&$top=${FOUND}`;
    const { value } = await this.ask(call, link, { attributes });
    return { people: cutToFit(await this.readPeople(call, value, selection, !selection.needsManager)).people };
  }

  private async readPage(
    call: GraphCall,
    link: string,
    source: DirectorySource,
    selection: Selection,
  ): Promise<{ people: DirectoryUser[]; next?: string }> {
    const { value, next } = await this.ask(call, link, { source, attributes: selection.attributes });
    if (next !== undefined && !isLinkOf(source, next)) throw invalidAnswer('the link to the next page leads elsewhere');
    const isWhole = !selection.needsManager || comesWithManagers(source);
    const people = await this.readPeople(call, value, selection, isWhole);
    return { people, ...(next !== undefined && { next }) };
  }

  /** People of a list; read again one by one where the list could not have all that was asked for. */
  private async readPeople(
    call: GraphCall,
    value: readonly unknown[],
    selection: Selection,
    isWhole: boolean,
  ): Promise<DirectoryUser[]> {
    if (isWhole) return value.map((record) => readPerson(record, selection));
    const ids = value.map((record) => objectId(readPerson(record, selectAttributes([])).externalId));
    const { people, missing } = await this.readEach(call, ids, selection);
    if (people.length + missing.length < ids.length) {
      throw new MicrosoftBusyError(10_000, 'Microsoft did not answer for some people of a page');
    }
    return people;
  }

  private async readEach(call: GraphCall, ids: readonly string[], selection: Selection): Promise<Read> {
    const paths = new Map(ids.map((id) => [personPath(id, selection), id]));
    const answers = await this.guarded(() => askEach(this.graph, call, [...paths.keys()]), selection);
    const read: Read = { people: [], missing: [] };
    for (const [path, id] of paths) {
      const answer = answers.get(path);
      if (answer?.status === 403) throw explainGraphRefusal(new GraphRefusal(403, answer.code), selection);
      if (answer?.status === 200) read.people.push(readAskedPerson(id, answer.body, selection));
      // Any other refusal is not known, never missing.
      else if (answer?.status === 404 && answer.code === 'Request_ResourceNotFound') read.missing.push(id);
    }
    return read;
  }

  /** A group that vanished since it was chosen is the run's business, not the sample's. */
  private async samplePage(call: GraphCall, source: DirectorySource, selection: Selection): Promise<DirectoryUser[]> {
    try {
      return (await this.readPage(call, firstLink(source, selection), source, selection)).people;
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'group-not-found') return [];
      throw error;
    }
  }

  private ask(call: GraphCall, link: string, question: Parameters<typeof explainGraphRefusal>[1]): Promise<GraphPage> {
    return this.guarded(() => this.graph.page(call, link), question);
  }

  private async guarded<T>(work: () => Promise<T>, question: Parameters<typeof explainGraphRefusal>[1]): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explainGraphRefusal(error, question);
    }
  }
}
