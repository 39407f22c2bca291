import { Logger } from '@nestjs/common';
import type { PageApplied } from '@rollcall/contracts';
import { RefusedError, RetryLaterError, UnavailableError } from '@rollcall/messaging';
import { accountId, aPerson, attributes, catalogue, connection, people } from '../testing/builders.js';
import { causes, type Result, World } from '../testing/world.js';
import { LeaseLost, RunnerStopping } from './run-errors.js';
import { SyncService } from './sync.service.js';

const sales = { id: 'sales', name: 'Sales' };
const tech = { id: 'tech', name: 'Tech' };

const killed = new LeaseLost('killed');

describe(SyncService.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  describe('of all users', () => {
    it('adds everybody on the first run and changes nobody on the next', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim'));

      const first = await world.sync();
      expect(first.ending).toMatchObject({
        status: 'success',
        notices: [],
        counts: { read: 5, added: 5, unchanged: 0 },
      });
      expect(first.document).toMatchObject({ revision: 3, modeReason: 'The first sync reads the whole scope.' });

      const second = await world.sync();
      expect(second.ending).toMatchObject({ status: 'success', counts: { read: 5, added: 0, unchanged: 5 } });
      expect(second.document.modeReason).toBe(
        'The last sync left no place from which to go on, so the whole scope is read.',
      );
    });

    it('warns of managers who are not in Kissflow, and is a success all the same', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben'));
      const manager = { id: 'Manager', name: 'Manager', type: 'User' as const, required: false, builtIn: true };
      world.rpc
        .answer('rpc.fields.list', () => ({ ...catalogue, fields: [...catalogue.fields, manager] }))
        .answer('rpc.directory.attributes', () => ({
          attributes: [...attributes, { name: 'manager', label: 'Manager', type: 'User' as const, freeForm: false }],
        }))
        .answer('rpc.users.count-unresolved', ({ fields }) => ({
          people: Object.fromEntries(fields.map((id) => [id, 2])),
        }));
      expect((await world.sync()).ending?.notices).toEqual([]);
      world.revision.rows.push({ source: 'manager', target: 'Manager', syncUpdates: true });

      const { ending } = await world.sync();
      expect(ending?.status).toBe('success');
      expect(ending?.notices).toEqual([
        { cause: 'users-unresolved', message: expect.stringContaining('Manager of 2 people') as string },
      ]);
    });

    it('binds the run to connection, tenant and domains, and writes under its fence', async () => {
      const world = new World();
      world.directory.add(...people('ana'));
      const { runId } = await world.sync();
      const [apply] = world.rpc.requestsTo('rpc.users.apply');
      expect(apply?.run).toMatchObject({ runId, fence: 1, tenantId: 'tenant-1', verifiedDomains: ['contoso.example'] });
      const [page] = world.rpc.requestsTo('rpc.directory.page');
      expect(page).toMatchObject({ connectionId: connection.connectionId, tenantId: 'tenant-1' });
      expect(page?.attributes).toEqual(['givenName', 'surname', 'mail', 'userPrincipalName']);
    });

    it('saves the checkpoint after each page, with everything that was read', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      const checkpoints: unknown[] = [];
      world.rpc.answer('rpc.users.apply', (request) => {
        const { page, cursor, people: read } = world.runs.get(request.run.runId).checkpoint;
        checkpoints.push({ page, cursor, read });
        return world.users.apply(request);
      });
      const { document } = await world.sync();
      // Before each page is stored, the checkpoint still stands at that page.
      expect(checkpoints).toEqual([
        { page: 0, cursor: undefined, read: 0 },
        { page: 1, cursor: '2', read: 2 },
      ]);
      expect(document.checkpoint).toMatchObject({ phase: 'finishing', people: 3, expected: 3, requests: 4, units: 4 });
    });

    it('asks for the next page while a page is stored, and for no more', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim', 'lee', 'max'));
      const asked: number[] = [];
      world.rpc.answer('rpc.users.apply', (request) => {
        asked.push(world.rpc.requestsTo('rpc.directory.page').length);
        return world.users.apply(request);
      });
      await world.sync();
      expect(asked).toEqual([2, 3, 4, 4]);
    });

    it('goes on after an empty page that has a next one', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      world.rpc.answer('rpc.directory.page', (request) => {
        if (request.cursor === undefined) return { people: [], next: '0', requests: 1, units: 1 };
        return world.directory.page(request);
      });
      expect((await world.sync()).ending?.counts).toMatchObject({ read: 3, added: 3 });
    });

    it('counts nobody twice who stands on two pages', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      world.rpc.answer('rpc.directory.page', (request) => {
        const page = world.directory.page(request);
        return request.cursor === undefined ? page : { ...page, people: [...page.people, aPerson('ana')] };
      });
      expect((await world.sync()).ending?.counts).toMatchObject({ read: 3, added: 3 });
    });

    it('fails rather than follow a page that names itself as the next', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      world.rpc.answer('rpc.directory.page', (request) => ({ ...world.directory.page(request), next: '2' }));
      expect((await world.sync()).ending?.failure).toMatchObject({ cause: 'directory-answer-invalid' });
    });

    it('hands on rejected and skipped people too, and reports partial success', async () => {
      const world = new World();
      world.directory.add(aPerson('ana'), aPerson('ben', { attributes: { givenName: 'Ben' } }));
      world.directory.add(aPerson('eva', { enabled: false }));
      const result = await world.sync();
      expect(result.ending).toMatchObject({
        status: 'partialSuccess',
        counts: { read: 3, added: 1, rejected: 1, skipped: 1, unchanged: 0 },
      });
      expect(causes(result)).toEqual(['people-rejected']);
      expect(result.ending?.notices[0]?.message).toMatch(/^1 person could not be synced\./);
    });
  });

  describe('when a runner dies', () => {
    it.each([
      ['before a page is stored', 'rpc.directory.page'],
      ['after a page is stored, before the checkpoint', 'rpc.users.apply'],
    ] as const)('goes on from the last checkpoint, killed %s', async (_, subject) => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim'));
      killAfter(world, subject, 2);
      const { runId, ending } = await world.sync();
      expect(ending).toBeUndefined();
      const resumedFrom = world.runs.get(runId).checkpoint.cursor;
      const before = world.rpc.requestsTo('rpc.directory.page').length;

      const result = await world.goOn(runId);
      expect(result.ending).toMatchObject({ status: 'success', counts: { read: 5, added: 5, unchanged: 0 } });
      expect(world.rpc.requestsTo('rpc.directory.page')[before]?.cursor).toBe(resumedFrom);
    });

    it('comes to the same result wherever it is killed', async () => {
      const undisturbed = await busyRun();
      expect(undisturbed).toMatchObject({ claims: 1, result: { status: 'partialSuccess', counts: { read: 7 } } });
      for (let at = 1; at <= undisturbed.answers; at += 1) {
        const { claims, result } = await busyRun(at);
        expect({ at, claims, result }).toEqual({ at, claims: 2, result: undisturbed.result });
      }
    });

    it('keeps the settings it was bound to, though they change before it is taken over', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva')).addGroup('sales', []);
      killAfter(world, 'rpc.users.apply', 1);
      const { runId } = await world.sync();
      world.revision = {
        ...world.revision,
        revision: 4,
        scope: { ...world.revision.scope, users: 'groups', userGroups: [sales] },
      };
      const result = await world.goOn(runId);
      expect(result.ending?.counts).toMatchObject({ read: 3 });
      expect(result.document.revision).toBe(3);
    });

    it('gives up with words after too many claims without progress', async () => {
      const world = new World();
      const { runId } = await killedAtOnce(world);
      world.runs.get(runId).claims = 20;
      const { ending } = await world.goOn(runId);
      expect(ending).toMatchObject({ status: 'failure', failure: { cause: 'abandoned' }, notify: ['UsAdmin'] });
    });
  });

  it('stops quietly when another runner has taken the run over', async () => {
    const world = new World();
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.rpc.answer('rpc.users.apply', (request): PageApplied => {
      const applied = world.users.apply(request);
      world.runs.claim(request.run.runId);
      return applied;
    });
    const { document, ending } = await world.sync();
    expect(ending).toBeUndefined();
    expect(document).toMatchObject({ status: 'running', fence: 2, checkpoint: { page: 0, people: 0 } });
  });

  it('stops quietly when its fence is too old', async () => {
    const world = new World();
    world.directory.add(...people('ana'));
    world.users.raise({ accountId, run: { fence: 7 } });
    const { document, ending } = await world.sync();
    expect(ending).toBeUndefined();
    expect(document.status).toBe('running');
    expect(world.runs.waits).toEqual([]);
  });

  it('gives the run back at once when the process is told to end', async () => {
    const world = new World();
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.rpc.answer('rpc.users.apply', (request) => {
      const applied = world.users.apply(request);
      world.lease?.end(new RunnerStopping('told to end'));
      return applied;
    });
    const { document } = await world.sync();
    expect(world.runs.waits).toEqual([0]);
    expect(document.fence).toBeUndefined();
  });

  describe('when the directory puts it off', () => {
    it('gives its slot back for as long as it is told, and goes on from there', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      failOnce(world, 'rpc.directory.page', 2, new RetryLaterError(90_000, 'throttled'));
      const { runId, ending } = await world.sync();
      expect(ending).toBeUndefined();
      expect(world.runs.waits).toEqual([90_000]);
      // The page in hand was stored all the same.
      expect(world.runs.get(runId).checkpoint).toMatchObject({ page: 1, people: 2 });
      expect((await world.goOn(runId)).ending?.counts).toMatchObject({ read: 3, added: 3 });
    });

    it('gives its slot back for a short wait too, as the short ones were sat out where the directory was asked', async () => {
      const world = new World();
      world.directory.add(...people('ana'));
      failOnce(world, 'rpc.directory.page', 1, new RetryLaterError(20, 'throttled', { code: 'directory-throttled' }));
      const { runId, ending } = await world.sync();
      expect(ending).toBeUndefined();
      expect(world.runs.waits).toEqual([1_000]);
      expect((await world.goOn(runId)).ending?.status).toBe('success');
    });

    it('sits out a short wait for a service of ours', async () => {
      const world = new World();
      world.directory.add(...people('ana'));
      failOnce(world, 'rpc.directory.page', 1, new RetryLaterError(20, 'busy'));
      expect((await world.sync()).ending?.status).toBe('success');
      expect(world.runs.waits).toEqual([]);
    });

    it('fails with words when it has been put off for too long', async () => {
      const world = new World();
      world.directory.add(...people('ana'));
      world.rpc.answer('rpc.directory.page', () => {
        // What it did last is a day ago.
        Object.assign(world.runs.claimed ?? {}, { progressAt: new Date(Date.now() - 25 * 60 * 60 * 1_000) });
        throw new RetryLaterError(90_000, 'throttled', { code: 'directory-throttled' });
      });
      const { ending } = await world.sync();
      expect(ending).toMatchObject({ status: 'failure', failure: { cause: 'directory-throttled' } });
    });
  });

  describe('when a service of ours is away', () => {
    it('waits for it', async () => {
      const world = new World();
      world.directory.add(...people('ana'));
      failOnce(world, 'rpc.users.apply', 1, new UnavailableError('nobody answers'));
      expect((await world.sync()).ending?.status).toBe('success');
    });

    it('gives the slot back when its patience ends, and does not fail', async () => {
      const world = new World();
      world.environment.PATIENCE_MS = 0;
      world.directory.add(...people('ana'));
      failOnce(world, 'rpc.users.apply', 1, new UnavailableError('nobody answers'));
      const { runId, ending } = await world.sync();
      expect(ending).toBeUndefined();
      expect(world.runs.waits).toEqual([700]);
      expect((await world.goOn(runId)).ending?.status).toBe('success');
    });
  });

  it('fails without details to outsiders when something unforeseen keeps happening', async () => {
    const world = new World();
    world.environment.PATIENCE_MS = 0;
    world.directory.add(...people('ana'));
    failOnce(world, 'rpc.users.apply', 1, new Error('secret detail'));
    const { ending } = await world.sync();
    expect(ending?.failure).toEqual({
      cause: 'internal-error',
      message:
        'Reading Azure AD failed: Something went wrong inside Rollcall. Sync again; if this repeats, contact support.',
    });
  });

  describe('when a page expires', () => {
    const expired = () => new RefusedError('page-expired', 'the page token expired');

    it('starts the read over and counts nobody twice', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim'));
      failOnce(world, 'rpc.directory.page', 3, expired());
      const { ending } = await world.sync();
      expect(ending).toMatchObject({ status: 'success', counts: { read: 5, added: 5, unchanged: 0 } });
      const positions = world.rpc.requestsTo('rpc.users.apply').map(({ position }) => [position.read, position.page]);
      expect(positions).toEqual([
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [1, 2],
      ]);
    });

    it('gives up at the fourth time', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva'));
      world.rpc.answer('rpc.directory.page', (request) => {
        if (request.cursor !== undefined) throw expired();
        return world.directory.page(request);
      });
      const { ending } = await world.sync();
      expect(ending?.failure?.cause).toBe('page-expired');
      const firstPages = world.rpc.requestsTo('rpc.directory.page').filter(({ cursor }) => cursor === undefined);
      expect(firstPages).toHaveLength(4);
    });
  });

  describe('cancelled', () => {
    it('stops after the page in hand and keeps what was stored', async () => {
      const world = new World();
      world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim'));
      world.rpc.answer('rpc.users.apply', (request) => {
        world.runs.get(request.run.runId).cancelRequested = true;
        return world.users.apply(request);
      });
      const { ending } = await world.sync();
      expect(ending).toMatchObject({ status: 'cancelled', counts: { read: 2, added: 2, unchanged: 0 } });
      expect(world.users.active()).toEqual(['ana', 'ben']);
    });

    it('ends at its next claim without reading on', async () => {
      const world = new World();
      const { runId } = await killedAtOnce(world);
      world.runs.get(runId).cancelRequested = true;
      const { ending } = await world.goOn(runId);
      expect(ending?.status).toBe('cancelled');
      expect(world.rpc.requestsTo('rpc.directory.page')).toEqual([]);
    });
  });

  describe('refused at the start', () => {
    it('fails as not connected, and tells whom the configuration names', async () => {
      const world = new World();
      world.rpc.answer('rpc.connection.get', () => null);
      expect((await world.sync()).ending).toMatchObject({
        status: 'failure',
        failure: {
          cause: 'not-connected',
          message:
            'The sync could not start: There is no connection to Azure AD. Sign in with Microsoft, then sync again.',
        },
        notify: ['UsAdmin'],
      });
    });

    it('fails in the words of the connection that was lost', async () => {
      const world = new World();
      const lost = { code: 'connection-lost', message: 'Consent was withdrawn. Sign in again.', since: '2026-11-24' };
      world.rpc.answer('rpc.connection.get', () => ({ ...connection, state: 'lost' as const, lost }));

      expect((await world.sync()).ending?.failure).toEqual({
        cause: 'connection-lost',
        message: 'The sync could not start: Consent was withdrawn. Sign in again.',
      });
    });

    it('fails where no configuration is active, with nobody to tell', async () => {
      const world = new World();
      world.rpc.answer('rpc.configuration.revision', () => {
        throw new RefusedError('not-active', 'There is no active configuration.');
      });
      expect((await world.sync()).ending).toMatchObject({ failure: { cause: 'not-active' }, notify: [] });
    });

    it('leaves out a row whose attribute is gone, syncs the others and says so', async () => {
      const world = new World({ groupInfo: true, groups: [sales] });
      world.directory.add(...people('ana', 'ben'));
      const badge = { id: 'Badge', name: 'Badge', type: 'Text' as const, required: false, builtIn: false };
      world.rpc.answer('rpc.fields.list', () => ({ ...catalogue, fields: [...catalogue.fields, badge] }));
      world.revision.rows.push({ source: 'extension_1_badge', target: 'Badge', syncUpdates: true });

      const result = await world.sync();
      expect(result.ending).toMatchObject({ status: 'partialSuccess', counts: { added: 2 } });
      expect(result.ending?.notices[0]).toMatchObject({ cause: 'mapping-row-paused', about: 'Badge' });
      expect(result.ending?.notices[0]?.message).toContain('“extension_1_badge”');
      expect(world.rpc.requestsTo('rpc.directory.page')[0]?.attributes).not.toContain('extension_1_badge');
    });

    it('fails with its problems where the mapping no longer works', async () => {
      const world = new World();
      world.rpc.answer('rpc.fields.list', () => ({ version: 2, fields: [] }));
      const { ending } = await world.sync();
      expect(ending?.failure?.cause).toBe('mapping-invalid');
    });

    it.each(['connection-lost', 'connection-changed', 'unknown-attribute', 'directory-answer-invalid'] as const)(
      'fails by the cause %s where the directory says so while reading',
      async (code) => {
        const world = new World();
        world.rpc.answer('rpc.directory.page', () => {
          throw new RefusedError(code, 'The words of the directory.');
        });
        expect((await world.sync()).ending?.failure).toEqual({
          cause: code,
          message: 'Reading Azure AD failed: The words of the directory.',
        });
      },
    );
  });
});

/** Kills the runner right after the n-th answer to a subject, once. */
function killAfter(world: World, subject: 'rpc.directory.page' | 'rpc.users.apply', n: number): void {
  let answers = 0;
  const kill = <T>(reply: T): T => {
    answers += 1;
    if (answers === n) world.lease?.end(killed);
    return reply;
  };
  if (subject === 'rpc.users.apply') world.rpc.answer(subject, (request) => kill(world.users.apply(request)));
  else world.rpc.answer(subject, (request) => kill(world.directory.page(request)));
}

function failOnce(world: World, subject: 'rpc.directory.page' | 'rpc.users.apply', n: number, error: Error): void {
  let requests = 0;
  const fail = () => {
    requests += 1;
    if (requests === n) throw error;
  };
  if (subject === 'rpc.users.apply') {
    world.rpc.answer(subject, (request) => {
      fail();
      return world.users.apply(request);
    });
  } else {
    world.rpc.answer(subject, (request) => {
      fail();
      return world.directory.page(request);
    });
  }
}

/** A run with something of everything, whose runner is killed after its n-th answer. */
async function busyRun(killAt?: number) {
  const scope = {
    users: 'groups' as const,
    userGroups: [sales, tech],
    groupInfo: true,
    groups: [tech, { id: 'ops', name: 'Ops' }],
  };
  const world = new World(scope);
  world.directory.add(...people('ana', 'ben', 'cem', 'dia', 'eva', 'fay', 'gus', 'hal', 'ivo'));
  world.directory.addGroup('sales', ['ana', 'ben', 'cem', 'dia', 'eva']).addGroup('tech', ['eva', 'fay', 'gus', 'hal']);
  world.directory.addGroup('ops', ['ana', 'gus', 'ivo']);
  await world.sync();
  world.directory.delete('ben');
  world.directory.change('cem', { enabled: false });
  world.directory.change('dia', { attributes: { givenName: 'Dia' } });
  world.directory.change('fay', aPerson('fay', { attributes: { ...aPerson('fay').attributes, surname: 'Other' } }));
  world.directory.add(aPerson('new'));
  world.directory.addGroup('sales', ['ana', 'cem', 'dia', 'eva', 'new']).addGroup('tech', ['eva', 'fay', 'gus']);
  world.directory.addGroup('ops', ['ana']);

  let answers = 0;
  world.rpc.onAnswer = () => {
    answers += 1;
    if (answers === killAt) world.lease?.end(killed);
  };
  let last = await world.sync();
  let claims = 1;
  for (; !last.ending; claims += 1) last = await world.goOn(last.runId);
  const { status, counts, notices } = last.ending;
  const members = ['tech', 'ops'].map((group) => world.users.membersOf(group));
  const result = { status, counts, notices, outcomes: last.outcomes, active: world.users.active(), members };
  return { answers, claims, result };
}

/** A run whose runner died before anything was bound. */
async function killedAtOnce(world: World): Promise<Result> {
  world.rpc.answer('rpc.configuration.revision', () => {
    world.lease?.end(killed);
    return world.revision;
  });
  const result = await world.sync();
  world.rpc.answer('rpc.configuration.revision', () => world.revision);
  return result;
}
