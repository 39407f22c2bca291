import { getConnectionToken } from '@nestjs/mongoose';
import { InvalidMessageError } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, aRequest, startRunner } from '../testing/running.js';
import { type HeldRun, RunsRepository } from './runs.repository.js';
import { firstCheckpoint, type RunDocument } from './runs.schema.js';

const minute = 60_000;

describe(RunsRepository.name, () => {
  let app: App;
  let mongo: Connection;
  let sut: RunsRepository;

  const runs = () => mongo.collection<RunDocument>('runs');
  const stored = async (runId: string) => {
    const run = await runs().findOne({ _id: runId });
    if (!run) throw new Error(`there is no run ${runId}`);
    return run;
  };
  const queue = async (more: Parameters<typeof aRequest>[0] = {}) => {
    const request = aRequest(more);
    expect(await sut.queue(request)).toBe(true);
    return request;
  };
  const claim = async (leaseMs = minute): Promise<HeldRun> => {
    const run = await sut.claim(leaseMs, 0);
    if (!run) throw new Error('there was nothing to claim');
    return run;
  };

  beforeAll(async () => {
    // Its slots look for nothing by themselves: here the tests claim.
    app = await startRunner({ CLAIM_INTERVAL_MS: '60000' });
    mongo = app.get<Connection>(getConnectionToken());
    sut = app.get(RunsRepository);
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
  });

  afterAll(() => app.close());

  describe('the queue', () => {
    it('holds one run of an account: further requests join it and find it', async () => {
      const first = await queue();
      const second = aRequest();
      expect(await sut.queue(second)).toBe(false);
      expect(await sut.join(second)).toBe(true);
      expect((await sut.get(second.accountId, second.runId))?._id).toBe(first.runId);
      expect(await sut.isKnown(second.runId)).toBe(true);
    });

    it('makes a run for what was approved a whole one, for whoever wants more', async () => {
      const first = await queue({ trigger: 'removals' });
      await sut.join(aRequest({ accountId: first.accountId, trigger: 'removals' }));
      expect((await stored(first.runId)).trigger).toBe('removals');
      await sut.join(aRequest({ accountId: first.accountId, trigger: 'schedule' }));
      await sut.join(aRequest({ accountId: first.accountId, trigger: 'removals' }));
      const { trigger, ids } = await stored(first.runId);
      expect(trigger).toBe('schedule');
      expect(ids).toHaveLength(4);
    });

    it('takes the same request once, also after its run has started', async () => {
      const request = await queue();
      expect(await sut.queue(request)).toBe(false);
      const { claimableAt, fence } = await claim();
      expect(await sut.queue(request)).toBe(false);
      expect(await stored(request.runId)).toMatchObject({ status: 'running', claimableAt, fence });
    });

    it('does not take a request that joined another run, whatever races', async () => {
      await queue();
      const second = aRequest();
      await sut.join(second);
      await claim();
      expect(await sut.queue(second)).toBe(false);
      expect(await runs().countDocuments()).toBe(1);
    });

    it('is refused a second queued or running run by the database itself', async () => {
      const { runId } = await queue();
      const { _id, ids, ...rest } = await stored(runId);
      expect([_id, ids]).toEqual([runId, [runId]]);
      const another = { ...rest, _id: 'another', ids: ['another'] };
      await expect(runs().insertOne(another)).rejects.toMatchObject({ code: 11000 });
      await claim();
      await expect(runs().insertOne({ ...another, status: 'running' })).rejects.toMatchObject({ code: 11000 });
      await runs().insertOne({ ...another, status: 'success' });
    });
  });

  describe('a claim', () => {
    it('takes the oldest run, raises the fence and begins the run', async () => {
      await queue({ accountId: 'AcLater', occurredAt: '2025-06-02T10:00:00.000Z' });
      const older = await queue({ accountId: 'AcOlder', occurredAt: '2025-06-02T09:00:00.000Z' });
      const run = await claim();
      expect(run).toMatchObject({ _id: older.runId, status: 'running', fence: 1, claims: 1 });
      expect(run.startedAt).toBeInstanceOf(Date);
      expect(await stored(older.runId)).toMatchObject({ fence: 1, status: 'running' });
    });

    it('leaves a run in the queue until others had time to join it', async () => {
      await queue();
      expect(await sut.claim(minute, minute)).toBeUndefined();
      expect(await sut.claim(minute, 0)).toBeDefined();
    });

    it('takes nothing while the account has a running run, and does not stop at it', async () => {
      await queue();
      await claim();
      await queue();
      expect(await sut.claim(minute, 0)).toBeUndefined();
      const other = await queue({ accountId: 'AcOther' });
      expect((await claim())._id).toBe(other.runId);
    });

    it('is won once, however many ask at the same time', async () => {
      await queue();
      const claims = await Promise.all(Array.from({ length: 8 }, () => sut.claim(minute, 0)));
      expect(claims.filter((run) => run !== undefined)).toHaveLength(1);
    });

    it('takes over a run whose lease ran out, under a newer fence', async () => {
      await queue();
      const first = await claim(1);
      const second = await eventually(() => claim());
      expect(second).toMatchObject({ _id: first._id, fence: 2, claims: 2, startedAt: first.startedAt });
    });

    it('goes by the clock of the server, not by its own', async () => {
      await queue();
      await claim();
      const now = Date.now;
      try {
        Date.now = () => now() + 10 * minute;
        expect(await sut.claim(minute, 0)).toBeUndefined();
      } finally {
        Date.now = now;
      }
    });

    it('keeps raising the fence from one run of an account to the next', async () => {
      await queue();
      await sut.finish(await claim(), { status: 'success', notices: [] });
      await queue();
      expect((await claim()).fence).toBe(2);
    });
  });

  describe('a claim that lost its run', () => {
    it('can neither renew, save, finish nor give it back', async () => {
      const { runId } = await queue();
      const frozen = await claim(1);
      const holder = await eventually(() => claim());
      const before = await stored(runId);

      expect(await sut.renew(frozen, 10 * minute)).toBeUndefined();
      expect(await sut.save(frozen, { checkpoint: { ...firstCheckpoint, people: 99 } })).toBeUndefined();
      expect(await sut.finish(frozen, { status: 'success', notices: [] })).toBe(false);
      await sut.giveBack(frozen, 0);

      expect(await stored(runId)).toEqual(before);
      expect(await mongo.collection('outbox').countDocuments({ subject: 'sync.finished' })).toBe(0);
      expect(await sut.renew(holder, minute)).toMatchObject({ cancelRequested: false });
    });

    it('can not write to a run that has ended', async () => {
      const { runId } = await queue();
      const run = await claim();
      await sut.finish(run, { status: 'success', notices: [] });
      expect(await sut.save(run, { checkpoint: firstCheckpoint })).toBeUndefined();
      expect(await sut.finish(run, { status: 'failure', notices: [], failure: { cause: 'x', message: 'y' } })).toBe(
        false,
      );
      expect((await stored(runId)).status).toBe('success');
    });
  });

  describe('a preview', () => {
    it('is queued and claimed beside a sync, under a fence of its own', async () => {
      await queue();
      await queue({ kind: 'preview', revision: 4 });
      const claims = [await claim(), await claim()];
      expect(claims.map(({ kind, fence }) => `${kind} ${fence}`).sort()).toEqual(['preview 1', 'sync 1']);
      await queue({ kind: 'preview' });
      expect(await sut.claim(minute, 0)).toBeUndefined();
    });

    it('that is queued takes the latest settings somebody wants to try', async () => {
      const { runId, accountId } = await queue({ kind: 'preview', revision: 4 });
      await sut.join(aRequest({ accountId, kind: 'preview', revision: 6 }));
      await sut.join(aRequest({ accountId, kind: 'preview', revision: 5 }));
      expect(await stored(runId)).toMatchObject({ askedRevision: 6 });
    });

    it('tells nobody of its end, and is not in the list of syncs', async () => {
      const { accountId, runId } = await queue({ kind: 'preview' });
      await sut.finish(await claim(), { status: 'partialSuccess', notices: [{ cause: 'x', message: 'y' }] });
      expect(await mongo.collection('outbox').countDocuments()).toBe(0);
      expect((await sut.list({ accountId })).items).toEqual([]);
      expect((await sut.list({ accountId, kind: 'preview' })).items).toMatchObject([{ _id: runId }]);
    });

    it('is cancelled with everything else of the account', async () => {
      const { accountId } = await queue();
      await queue({ kind: 'preview' });
      expect(await sut.cancelQueued({ accountId })).toBe(true);
      expect(await runs().countDocuments({ status: 'cancelled' })).toBe(2);
    });
  });

  it('moves the place where changes go on with the end of the run, and only for the claim that holds it', async () => {
    const place = (cursor: string) => ({
      tenantId: 'tenant-1',
      revision: 3,
      attributes: ['mail'],
      cursor,
      takenAt: new Date(0),
      fullAt: new Date(0),
      runId: 'run-1',
    });
    const { accountId } = await queue();
    const frozen = await claim(1);
    const holder = await eventually(() => claim());

    await sut.finish(frozen, { status: 'success', notices: [], delta: place('late') });
    expect(await sut.lastDelta(accountId)).toBeNull();
    await sut.finish(holder, { status: 'success', notices: [], delta: place('right') });
    expect(await sut.lastDelta(accountId)).toMatchObject({ cursor: 'right' });
  });

  it('lists runs by status and trigger', async () => {
    const { accountId } = await queue({ trigger: 'schedule' });
    await sut.finish(await claim(), { status: 'success', notices: [] });
    await queue({ trigger: 'manual' });
    const found = async (more: object) => (await sut.list({ accountId, ...more })).items.length;
    expect([await found({ status: 'success' }), await found({ trigger: 'manual' })]).toEqual([1, 1]);
    expect(await found({ status: 'success', trigger: 'manual' })).toBe(0);
  });

  it('renews a lease from now on', async () => {
    await queue();
    const run = await claim(1);
    await sut.renew(run, minute);
    expect(await sut.claim(minute, 0)).toBeUndefined();
  });

  it('saves a checkpoint as it is, without what is undefined, and notes the progress', async () => {
    const { runId } = await queue();
    const run = await claim();
    const checkpoint = { ...firstCheckpoint, phase: 'reading' as const, cursor: '$skip.token', expected: undefined };
    await sut.save(run, { checkpoint });
    const { checkpoint: found, claims, progressAt } = await stored(runId);
    expect(found).toEqual({ ...firstCheckpoint, phase: 'reading', cursor: '$skip.token' });
    expect(Object.keys(found)).not.toContain('expected');
    expect(claims).toBe(0);
    expect(progressAt?.getTime()).toBeGreaterThanOrEqual(run.progressAt?.getTime() ?? Infinity);
  });

  it('gives a run back for as long as it has to wait', async () => {
    await queue();
    await sut.giveBack(await claim(), minute);
    expect(await sut.claim(minute, 0)).toBeUndefined();
    // The account still has its running run: the next one waits.
    await queue();
    expect(await sut.claim(minute, 0)).toBeUndefined();
  });

  it('lets a run that was given back be claimed at once to cancel it, asked before or after', async () => {
    for (const accountId of ['AcBefore', 'AcAfter']) {
      await queue({ accountId });
      const run = await claim();
      if (accountId === 'AcBefore') await sut.requestCancel({ accountId });
      await sut.giveBack(run, minute);
      if (accountId === 'AcAfter') await sut.requestCancel({ accountId });
      expect(await claim()).toMatchObject({ accountId, cancelRequested: true });
    }
  });

  it('does not take a run from its holder when asked to cancel it', async () => {
    const { accountId, runId } = await queue();
    const run = await claim();
    expect(await sut.requestCancel({ accountId, runId })).toBe(true);
    expect(await sut.claim(minute, 0)).toBeUndefined();
    expect(await sut.renew(run, minute)).toMatchObject({ cancelRequested: true });
  });

  it('ends a run and stores what it tells of it, together', async () => {
    const { runId } = await queue();
    const run = await claim();
    const failure = { cause: 'connection-lost', message: 'Sign in again.' };
    expect(await sut.finish(run, { status: 'failure', notices: [], failure, notify: ['UsAdmin'] })).toBe(true);
    const ended = await stored(runId);
    expect(ended).toMatchObject({ status: 'failure', failure });
    expect(ended.finishedAt).toBeInstanceOf(Date);
    expect(ended.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 89 * 24 * 60 * minute);
    expect(ended).not.toHaveProperty('fence');
    expect(ended).not.toHaveProperty('binding');
  });

  it('knows which runs read the whole of a scope, and ended well', async () => {
    const ended = async (scopeKey: string, status: 'success' | 'failure', complete = true) => {
      await queue();
      const run = await claim();
      const reads = [
        { people: true, complete, members: 3 },
        { people: false, complete: false, members: 0 },
      ];
      await sut.save(run, { scopeKey, checkpoint: { ...firstCheckpoint, reads } });
      const failure = { cause: 'connection-lost', message: 'Sign in again.' };
      await sut.finish(run, { status, notices: [], ...(status === 'failure' && { failure }) });
      return run._id;
    };
    const whole = await ended('scope', 'success');
    const others = [
      await ended('another scope', 'success'),
      await ended('scope', 'success', false),
      await ended('scope', 'failure'),
    ];

    expect([...(await sut.wholeRuns('AcSync', [whole, ...others], 'scope'))]).toEqual([whole]);
    expect(await sut.wholeRuns('AcOther', [whole], 'scope')).toEqual(new Set());
  });

  it('lists runs of one account, the newest first, page by page', async () => {
    await queue({ accountId: 'AcOther' });
    const ids: string[] = [];
    for (let hour = 1; hour <= 5; hour += 1) {
      const { runId } = await queue({ occurredAt: `2025-06-02T0${hour}:00:00.000Z` });
      await sut.cancelQueued({ accountId: 'AcSync', runId });
      ids.unshift(runId);
    }
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await sut.list({ accountId: 'AcSync', limit: 2, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items.map(({ _id }) => _id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found).toEqual(ids);
  });

  it('refuses a cursor that is none, in words', async () => {
    for (const cursor of ['nonsense', Buffer.from('[1]').toString('base64url')]) {
      await expect(sut.list({ accountId: 'AcSync', cursor })).rejects.toThrow(InvalidMessageError);
    }
  });

  it("shows nobody another account's run", async () => {
    const { runId } = await queue();
    expect(await sut.get('AcOther', runId)).toBeNull();
    expect(await sut.requestCancel({ accountId: 'AcOther', runId })).toBe(false);
    expect(await sut.cancelQueued({ accountId: 'AcOther', runId })).toBe(false);
  });
});
