import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect as connectToNats, type NatsConnection, RequestError } from '@nats-io/transport-node';
import type { Answer, RequestSubject, UserChange, UserChanged } from '@rollcall/contracts';
import {
  ApiClient,
  formatLogLine,
  serviceNames,
  signInToKissflow,
  startSystem,
  type System,
  type SystemOptions,
  WARNING,
} from '@rollcall/local';
import { CONTOSO } from '@rollcall/rehearsal';
import { freePort } from '@rollcall/servers';
import { type Db, MongoClient } from 'mongodb';
import { RehearsalClient } from './rehearsal.client.js';

interface StoredEvent {
  seq: number;
  subject: string;
  data: Uint8Array;
  event: Pick<UserChanged, 'accountId'>;
}

declare global {
  var rollcallTestHasFailed: boolean | undefined;
}

/** How many of the services' last warnings a failed test is explained by. */
const keptWarnings = 60;

/** How long the bus may take to hand over what it holds. */
const readWithinMs = 30_000;

export interface HouseOptions extends Pick<SystemOptions, 'environment' | 'instances' | 'mongo'> {
  people: number;
  groups?: number;
}

/** What runs, schedules and mails wait for in production would only be waited for here. */
const brisk: HouseOptions['environment'] = {
  'sync-runner': { JOIN_MS: '100', CLAIM_INTERVAL_MS: '200' },
  config: { TICK_SECONDS: '1' },
  notification: { SEND_INTERVAL_MS: '100' },
};

/** A started system with what a test wants to look at: the API, the tenant's truth, the databases, the events. */
export class House {
  /** The first event that counts. */
  private since = 1;

  private constructor(
    readonly system: System,
    readonly api: ApiClient,
    readonly rehearsal: RehearsalClient,
    private readonly mongo: MongoClient,
    private readonly nats: NatsConnection,
    private readonly dataDir: string,
    private readonly warnings: string[],
  ) {}

  static async start({ people, groups = 12, environment, ...options }: HouseOptions): Promise<House> {
    const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'));
    const settings = {
      gatewayPort: await freePort(),
      rehearsalPort: await freePort(),
      handedOn: { REHEARSAL_PEOPLE: String(people), REHEARSAL_GROUPS: String(groups) },
    };
    const warnings: string[] = [];
    const onLog = (service: string, line: string) => {
      const { level, text } = formatLogLine(line);
      if (level < WARNING) return;
      warnings.push(`${new Date().toISOString()} ${service} ${text}`);
      if (warnings.length > keptWarnings) warnings.shift();
    };
    const system = await startSystem({
      ...options,
      dataDir,
      settings,
      environment: { ...brisk, ...environment },
      onLog,
    });
    const { gateway, rehearsal = '', mongo, nats } = system.urls;
    const api = new ApiClient(gateway, await signInToKissflow(rehearsal, 'Us0000001'));
    const client = await MongoClient.connect(mongo);
    // The client takes no credentials from an address.
    const { host, username: user, password: pass } = new URL(nats);
    const bus = await connectToNats({ servers: host, user, pass, maxReconnectAttempts: -1 });
    return new House(system, api, new RehearsalClient(rehearsal, CONTOSO), client, bus, dataDir, warnings);
  }

  get logDir(): string {
    return join(this.dataDir, 'logs');
  }

  /** As somebody else whom the rehearsal's Kissflow knows, or as the same person in another account. */
  async signedInAs(person: string, account?: string): Promise<ApiClient> {
    return new ApiClient(this.system.urls.gateway, await signInToKissflow(this.rehearsal.origin, person, account));
  }

  /** What a service answers on the bus, whoever asks; undefined where nobody is there to answer. */
  async ask(subject: RequestSubject, body: object): Promise<Answer<unknown> | undefined> {
    try {
      const answer = await this.nats.request(subject, JSON.stringify(body), { timeout: 60_000 });
      return answer.json<Answer<unknown>>();
    } catch (error) {
      if (error instanceof RequestError && error.isNoResponders()) return undefined;
      throw error;
    }
  }

  /** Everything the services store of an account, by `service collection`. */
  async documentsOf(account: string): Promise<Record<string, Record<string, unknown>[]>> {
    const found: Record<string, Record<string, unknown>[]> = {};
    const { databases } = await this.mongo.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases.filter((database) => database.name.startsWith('rollcall_'))) {
      for (const collection of await this.mongo.db(name).collections()) {
        const theirs = { $or: [{ accountId: account }, { _id: account as never }] };
        const documents = await collection.find(theirs).sort({ _id: 1 }).toArray();
        if (documents.length > 0) found[`${name} ${collection.collectionName}`] = documents;
      }
    }
    return found;
  }

  /** Transactions that a service has begun and not ended. */
  async openTransactions(service: string): Promise<number> {
    const operations = this.mongo.db('admin').aggregate([
      { $currentOp: { allUsers: true, idleSessions: true } },
      // Idle ones too: between two commands of its transaction a session has no operation.
      { $match: { 'transaction.parameters.autocommit': false, appName: service } },
    ]);
    return (await operations.toArray()).length;
  }

  database(service: string): Db {
    return this.mongo.db(`rollcall_${service.replaceAll('-', '_')}`);
  }

  /** Changes of users that the bus holds, as `created Us… 1`, each once. */
  async changesTold(): Promise<string[]> {
    const changes = (await this.events()).flatMap(({ event }) => event.changes);
    return [...new Set(changes.map(({ change, userId, version }) => `${change} ${userId} ${version}`))];
  }

  async forgetTold(): Promise<void> {
    this.since = ((await this.events()).at(-1)?.seq ?? this.since - 1) + 1;
  }

  /** Whatever the bus holds, as text: every event, and what was dead-lettered. */
  async onTheBus(): Promise<string> {
    const texts: string[] = [];
    for (const stream of ['EVENTS', 'DLQ']) {
      const reader = await jetstream(this.nats).consumers.get(stream, { deliver_policy: DeliverPolicy.All });
      for (let { num_pending: left } = await reader.info(); left > 0; left -= 1) {
        const message = await reader.next();
        if (!message) break;
        const headers = message.headers?.keys().map((key) => `${key}: ${message.headers?.get(key) ?? ''}`) ?? [];
        texts.push([message.subject, ...headers, message.string()].join('\n'));
      }
      await reader.delete();
    }
    return texts.join('\n');
  }

  /** The number of the latest event on the bus. */
  async latestEvent(): Promise<number> {
    const { state } = await (await jetstreamManager(this.nats)).streams.info('EVENTS');
    return state.last_seq;
  }

  /** Publishes events of an account once more, in whatever order: the bus promises neither once nor in order. */
  async repeatEvents(accountId: string, since: number, picks: readonly number[]): Promise<void> {
    const events = (await this.eventsAfter(since)).filter(({ event }) => event.accountId === accountId);
    for (const pick of picks) {
      const repeated = events[pick % events.length];
      // Without its message id, by which the bus would know it.
      if (repeated) await jetstream(this.nats).publish(repeated.subject, repeated.data);
    }
  }

  /** Events that a service has not yet dealt with, by consumer. */
  async unsettledEvents(): Promise<string[]> {
    const manager = await jetstreamManager(this.nats);
    const unsettled: string[] = [];
    for await (const { name, num_pending, num_ack_pending } of manager.consumers.list('EVENTS'))
      if (num_pending + num_ack_pending > 0) unsettled.push(name);
    return unsettled.filter((name) => name.includes('--'));
  }

  /** How many messages services gave up on. */
  async deadLetters(): Promise<number> {
    const { state } = await (await jetstreamManager(this.nats)).streams.info('DLQ');
    return state.messages;
  }

  /** Events that are stored beside their change and not yet on the bus, by service. */
  async unsentEvents(): Promise<string[]> {
    const counted = serviceNames.map(async (service) => {
      const events = await this.database(service).collection('outbox').countDocuments();
      return events > 0 ? [`${service}: ${events}`] : [];
    });
    return (await Promise.all(counted)).flat();
  }

  private async events(): Promise<{ seq: number; event: UserChanged }[]> {
    const found = await this.eventsAfter(this.since - 1, 'user.changed');
    return found.map(({ seq, event }) => ({ seq, event: event as UserChanged }));
  }

  /** Changes of users in all accounts that the bus was told after a certain event, in whatever order. */
  async changesSince(seq: number): Promise<UserChange[]> {
    const events = await this.eventsAfter(seq, 'user.changed');
    return events.flatMap(({ event }) => (event as UserChanged).changes);
  }

  private async eventsAfter(seq: number, subject?: string): Promise<StoredEvent[]> {
    const reader = await jetstream(this.nats).consumers.get('EVENTS', {
      ...(subject !== undefined && { filter_subjects: subject }),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: seq + 1,
    });
    const found: StoredEvent[] = [];
    const { num_pending: pending } = await reader.info();
    if (pending > 0) {
      for await (const message of await reader.fetch({ max_messages: pending, expires: readWithinMs })) {
        const { seq: number, subject: of, data } = message;
        found.push({ seq: number, subject: of, data, event: message.json<UserChanged>() });
        if (found.length === pending) break;
      }
    }
    await reader.delete();
    return found;
  }

  /** Users as stored, without the marks that every run leaves. */
  async users(): Promise<Record<string, unknown>[]> {
    return await this.database('user-lifecycle')
      .collection('users')
      .find({}, { projection: { seen: 0, missing: 0 } })
      .sort({ _id: 1 })
      .toArray();
  }

  async close(): Promise<void> {
    // Their files are gone afterwards, and on another machine out of reach.
    if (globalThis.rollcallTestHasFailed)
      process.stderr.write(['What the services warned of:', ...this.warnings, ''].join('\n'));
    await this.nats.close();
    await this.mongo.close();
    await this.system.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
