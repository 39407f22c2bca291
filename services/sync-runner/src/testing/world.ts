import { randomUUID } from 'node:crypto';
import type {
  OutcomeAction,
  ReplyOf,
  RequestOf,
  RequestSubject,
  Revision,
  RunKind,
  Scope,
  Trigger,
} from '@rollcall/contracts';
import { FakeLive, FakeRpcClient, type RequestSettings } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { Lease } from '../runs/lease.js';
import type { Ending } from '../runs/runs.repository.js';
import type { RunDocument } from '../runs/runs.schema.js';
import { SyncService } from '../runs/sync.service.js';
import { aRevision, aScope, attributes, catalogue, connection, people } from './builders.js';
import { FakeChangedPeople } from './fake-changed-people.js';
import { FakeDirectory } from './fake-directory.js';
import { FakeRemovals } from './fake-removals.js';
import { FakeRuns } from './fake-runs.js';
import { FakeUsers } from './fake-users.js';

/** What a run came to. */
export interface Result {
  runId: string;
  document: RunDocument;
  ending: Ending | undefined;
  outcomes: Record<string, OutcomeAction>;
}

/** The other services, and a moment after each of their answers. */
class WatchedRpcClient extends FakeRpcClient {
  onAnswer: () => void = () => undefined;

  override async request<S extends RequestSubject>(
    subject: S,
    body: RequestOf<S>,
    settings?: RequestSettings,
  ): Promise<ReplyOf<S>> {
    const reply = await super.request(subject, body, settings);
    this.onAnswer();
    return reply;
  }
}

/** What the other services answer in a world. */
export const worldSubjects = [
  'rpc.configuration.revision',
  'rpc.connection.get',
  'rpc.fields.list',
  'rpc.directory.attributes',
  'rpc.directory.groups',
  'rpc.directory.page',
  'rpc.directory.delta',
  'rpc.directory.read',
  'rpc.directory.count',
  'rpc.directory.confirm-removed',
  'rpc.users.apply',
  'rpc.users.absent',
  'rpc.users.remove',
  'rpc.users.prepare-removals',
  'rpc.users.hold',
  'rpc.users.count-synced',
  'rpc.users.count-email-changes',
  'rpc.users.email-holders',
  'rpc.users.settle-emails',
  'rpc.users.close-emails',
  'rpc.groups.upsert',
  'rpc.groups.detach',
  'rpc.groups.apply-members',
  'rpc.groups.close-members',
  'rpc.users.end-preview',
  'rpc.email-changes.list',
  'rpc.outcomes.list',
  'rpc.outcomes.count',
] as const satisfies RequestSubject[];

/** Everything around a run, in memory: an account with a configuration, a tenant, and Kissflow's users. */
export class World {
  readonly directory = new FakeDirectory();
  readonly users = new FakeUsers();
  readonly runs = new FakeRuns();
  readonly removals = new FakeRemovals();
  readonly live = new FakeLive();
  readonly changed = new FakeChangedPeople();
  readonly rpc = new WatchedRpcClient();
  readonly environment = Object.assign(new Environment(), { PATIENCE_MS: 5_000, RESUME_AFTER_MS: 700 });
  revision: Revision;
  /** The lease of the run in hand: ending it is how a test kills a runner. */
  lease: Lease | undefined;

  constructor(scope: Partial<Scope> = {}) {
    this.revision = aRevision(aScope(scope));
    const { rpc, directory, users } = this;
    rpc.answer('rpc.configuration.revision', () => this.revision);
    rpc.answer('rpc.connection.get', () => connection);
    rpc.answer('rpc.fields.list', () => catalogue);
    rpc.answer('rpc.directory.attributes', () => ({ attributes }));
    rpc.answer('rpc.directory.groups', (request) => directory.findGroups(request));
    rpc.answer('rpc.directory.page', (request) => directory.page(request));
    rpc.answer('rpc.directory.delta', (request) => directory.changes(request));
    rpc.answer('rpc.directory.read', (request) => directory.read(request));
    rpc.answer('rpc.directory.count', (request) => directory.count(request));
    rpc.answer('rpc.directory.confirm-removed', (request) => directory.confirmRemoved(request));
    rpc.answer('rpc.users.apply', (request) => users.apply(request));
    rpc.answer('rpc.users.absent', (request) => users.absent(request));
    rpc.answer('rpc.users.remove', (request) => users.remove(request));
    rpc.answer('rpc.users.prepare-removals', (request) => users.prepareRemovals(request));
    rpc.answer('rpc.users.hold', (request) => users.hold(request));
    rpc.answer('rpc.users.count-synced', (request) => users.countSynced(request));
    rpc.answer('rpc.users.count-email-changes', (request) => users.countEmailChanges(request));
    rpc.answer('rpc.users.email-holders', (request) => users.emailHolders(request));
    rpc.answer('rpc.users.settle-emails', (request) => users.settleEmails(request));
    rpc.answer('rpc.users.close-emails', (request) => users.closeEmails(request));
    rpc.answer('rpc.groups.upsert', (request) => users.upsertGroups(request));
    rpc.answer('rpc.groups.detach', (request) => users.detachGroups(request));
    rpc.answer('rpc.groups.apply-members', (request) => users.applyMembers(request));
    rpc.answer('rpc.groups.close-members', (request) => users.closeMembers(request));
    rpc.answer('rpc.users.end-preview', () => ({ ended: true as const }));
    rpc.answer('rpc.email-changes.list', (request) => users.listEmailChanges(request));
    rpc.answer('rpc.outcomes.list', (request) => users.listOutcomes(request));
    rpc.answer('rpc.outcomes.count', (request) => users.countOutcomes(request));
  }

  /** Of people who are synced already. */
  static async synced(...ids: string[]): Promise<World> {
    const world = new World();
    world.directory.add(...people(...ids));
    await world.sync();
    return world;
  }

  /** Queues a run and carries it out. */
  async sync(trigger?: Trigger, kind?: RunKind): Promise<Result> {
    const runId = randomUUID();
    this.runs.queue(runId, trigger, kind);
    return this.goOn(runId);
  }

  /** Another claim of a run. */
  async goOn(runId: string): Promise<Result> {
    const { rpc, runs, removals, changed, live, environment } = this;
    const run = runs.claim(runId);
    const lease = new Lease({ renew: () => runs.renew(run), leaseMs: environment.LEASE_MS, since: performance.now() });
    this.lease = lease;
    await new SyncService(rpc, runs, removals, changed, live, environment).carryOut(run, lease);
    lease.end(new Error('over'));
    return {
      runId,
      document: runs.get(runId),
      ending: runs.endings.get(runId),
      outcomes: this.users.outcomesOf(runId),
    };
  }
}

export const causes = ({ ending }: Result): string[] | undefined => ending?.notices.map(({ cause }) => cause);
