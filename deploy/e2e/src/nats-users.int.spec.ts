import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, PermissionViolationError } from '@nats-io/transport-node';
import { events, requests } from '@rollcall/contracts';
import { OPERATOR, passwordVariable, permissionsOfServices, usersFile } from '@rollcall/local';
import { type RunningNatsServer, startNatsServer } from '@rollcall/servers';

const users = permissionsOfServices();
const services = [...users.keys()];
const passwordOf = (user: string): string => `secret${user.replaceAll('-', '')}`;

describe('a server with the shipped users', () => {
  let dataDir: string;
  let server: RunningNatsServer;
  let operator: NatsConnection;
  const opened: NatsConnection[] = [];

  const connectAs = async (user: string, pass = passwordOf(user)): Promise<NatsConnection> => {
    const servers = server.url.replace('nats://', '');
    const connection = await connect({ servers, user, pass, inboxPrefix: `_INBOX.${user}`, reconnect: false });
    opened.push(connection);
    return connection;
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-users-'));
    const passwords = [OPERATOR, ...services].map((user) => [passwordVariable(user), passwordOf(user)]);
    const environment = Object.fromEntries(passwords) as Record<string, string>;
    server = await startNatsServer({ dataDir, configFile: usersFile, environment });
    operator = await connectAs(OPERATOR);
    await (await jetstreamManager(operator)).streams.add({ name: 'EVENTS', subjects: Object.keys(events) });
  });

  afterAll(async () => {
    await Promise.all(opened.map((connection) => connection.close()));
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('lets nobody in without a password, or with that of another', async () => {
    await expect(connect({ servers: server.url.replace('nats://', ''), reconnect: false })).rejects.toThrow(/uthor/);
    await expect(connectAs('config', passwordOf('gateway'))).rejects.toThrow(/uthor/);
  });

  describe.each(services)('%s', (service) => {
    let sut: NatsConnection;
    const { publish, subscribe } = users.get(service) ?? { publish: [], subscribe: [] };
    const isRefused = (error: unknown): boolean =>
      error instanceof PermissionViolationError ||
      (error instanceof Error &&
        (error.cause instanceof PermissionViolationError || /permission/i.test(error.message)));

    beforeAll(async () => {
      sut = await connectAs(service);
    });

    /** Whether the server lets it ask: nobody is there to answer. */
    const mayAsk = async (subject: string): Promise<boolean> => {
      try {
        await sut.request(subject, '{}', { timeout: 5_000 });
        return true;
      } catch (error) {
        return !isRefused(error);
      }
    };

    const mayHear = async (subject: string, queue?: string): Promise<boolean> => {
      const subscription = sut.subscribe(subject, queue === undefined ? {} : { queue });
      await sut.flush();
      const isOpen = !subscription.isClosed();
      subscription.unsubscribe();
      return isOpen;
    };

    it('may ask what it asks, and nothing else', async () => {
      const subjects = Object.keys(requests);
      const allowed = await Promise.all(subjects.map(mayAsk));

      expect(subjects.filter((_, at) => allowed[at])).toEqual(subjects.filter((subject) => publish.includes(subject)));
    });

    it('may answer what it answers, in its group of instances, and hear nothing that is meant for others', async () => {
      const subjects = Object.keys(requests);
      const heard: string[] = [];
      for (const subject of subjects) if (await mayHear(subject, service)) heard.push(subject);

      expect(heard).toEqual(subjects.filter((subject) => subscribe.includes(`${subject} ${service}`)));
      for (const subject of ['>', 'rpc.>', '_INBOX.>', '$JS.>', 'user.changed', ...subjects]) {
        expect([subject, await mayHear(subject)]).toEqual([subject, false]);
      }
      for (const other of services) {
        expect([other, await mayHear(`_INBOX.${other}.>`)]).toEqual([other, other === service]);
      }
    });

    it('may not look into streams, nor empty or delete them, nor read by the consumers of others', async () => {
      for (const call of [
        'STREAM.DELETE.EVENTS',
        'STREAM.PURGE.EVENTS',
        'STREAM.MSG.GET.EVENTS',
        'STREAM.MSG.DELETE.EVENTS',
        'DIRECT.GET.EVENTS',
        'CONSUMER.CREATE.EVENTS.mine.user.changed',
        `CONSUMER.CREATE.EVENTS.${service}--user_changed`,
        'CONSUMER.MSG.NEXT.EVENTS.other--user_changed',
      ]) {
        expect([call, await mayAsk(`$JS.API.${call}`)]).toEqual([call, false]);
      }
    });

    it('may emit its own events only', async () => {
      const subjects = Object.keys(events);
      const allowed = await Promise.all(subjects.map(mayAsk));

      expect(subjects.filter((_, at) => allowed[at])).toEqual(subjects.filter((subject) => publish.includes(subject)));
    });
  });
});
