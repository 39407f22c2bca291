import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Outbox } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection, Model } from 'mongoose';
import { aConfiguration, aPreferences, aRevision } from '../configurations/builders.js';
import { ConfigurationsRepository } from '../configurations/configurations.repository.js';
import { ConfigurationDocument } from '../configurations/configurations.schema.js';
import { EventsController } from '../configurations/events.controller.js';
import { RevisionDocument } from '../configurations/revisions.schema.js';
import { startTogether } from '../other-services.js';
import { nextRun } from './next-run.js';
import { ScheduleService } from './schedule.service.js';

const hour = 3_600_000;
const anHourAgo = new Date(Date.now() - hour);

describe(ScheduleService.name, () => {
  let together: Awaited<ReturnType<typeof startTogether>>;
  let sut: ScheduleService[];
  let database: Connection;
  let configurations: Model<ConfigurationDocument>;
  let revisions: Model<RevisionDocument>;

  beforeAll(async () => {
    together = await startTogether(testServers(), 2);
    sut = together.apps.map((app) => app.get(ScheduleService));
    const [app] = together.apps;
    if (!app) throw new Error('nothing was started');
    database = app.get<Connection>(getConnectionToken());
    configurations = database.model<ConfigurationDocument>(ConfigurationDocument.name);
    revisions = database.model<RevisionDocument>(RevisionDocument.name);
  });

  beforeEach(async () => {
    together.others.requested.length = 0;
    await Promise.all([configurations.deleteMany(), revisions.deleteMany()]);
  });

  afterAll(async () => {
    await together.close();
  });

  async function anAccount(accountId: string, more: Partial<ConfigurationDocument> = {}): Promise<void> {
    const { revision } = aRevision();
    await revisions.insertMany([aRevision({ accountId })]);
    const configuration = { activeRevision: revision, revisions: revision, nextRunAt: anHourAgo, ...more };
    await configurations.insertMany([aConfiguration({ _id: accountId, ...configuration })]);
  }

  const tickEverywhere = () => Promise.all(sut.map((instance) => instance.tick()));
  const requested = () => together.others.requested.map(({ accountId }) => accountId).toSorted();
  const nextRunOf = async (accountId: string) => (await configurations.findById(accountId).lean())?.nextRunAt;

  test('starts each due run exactly once, however many instances tick', async () => {
    const accounts = Array.from({ length: 50 }, (_, index) => `AcDue${String(index).padStart(2, '0')}`);
    for (const accountId of accounts) await anAccount(accountId);
    await tickEverywhere();
    await tickEverywhere();
    await eventually(async () => expect(await database.collection('outbox').countDocuments()).toBe(0));
    await eventually(() => expect(requested().length).toBeGreaterThanOrEqual(50));
    expect(requested()).toEqual(accounts);
    expect(new Set(together.others.requested.map(({ runId }) => runId)).size).toBe(50);
  });

  test('says which slot a run is for and whom its delay concerns, and moves on to the next one after now', async () => {
    await anAccount('AcSlot');
    await tickEverywhere();
    const following = await nextRunOf('AcSlot');
    expect(following).toEqual(nextRun(aPreferences().schedule, new Date()));
    await eventually(() => expect(together.others.requested).toHaveLength(1));
    expect(together.others.requested[0]).toMatchObject({
      accountId: 'AcSlot',
      trigger: 'schedule',
      scheduledFor: anHourAgo.toISOString(),
      notify: aPreferences().notify,
    });
  });

  test('runs once for many slots missed while all instances were down', async () => {
    await anAccount('AcMissed', { nextRunAt: new Date(Date.now() - 60 * 24 * hour) });
    await tickEverywhere();
    await tickEverywhere();
    expect((await nextRunOf('AcMissed'))?.getTime()).toBeGreaterThan(Date.now());
    await eventually(() => expect(requested()).toEqual(['AcMissed']));
  });

  test('leaves alone what is not due, disabled or without a schedule', async () => {
    const later = new Date(Date.now() + hour);
    await anAccount('AcLater', { nextRunAt: later });
    await configurations.insertMany([
      aConfiguration({ _id: 'AcDraft' }),
      aConfiguration({ _id: 'AcOff', disabled: true }),
    ]);
    await anAccount('AcDue');
    await tickEverywhere();
    await eventually(() => expect(requested()).toEqual(['AcDue']));
    expect(await nextRunOf('AcLater')).toEqual(later);
  });

  describe('while the tenant is lost', () => {
    const connection = { connectionId: 'connection-1', version: 2, tenantId: 'tenant-1', tenantName: 'Contoso' };
    const lost = { ...connection, lost: 'Consent was withdrawn. Sign in again.' };
    const event = (version: number) => ({
      eventId: randomUUID(),
      occurredAt: new Date().toISOString(),
      connectionId: 'connection-1',
      tenantId: 'tenant-1',
      version,
    });
    const comeBack = (accountId: string) =>
      together.events.publish('tenant.verified', {
        ...event(3),
        accountId,
        tenantName: 'Contoso',
        connectedBy: 'UsAda',
      });

    test('claims no slot, and runs a missed one once when it is back', async () => {
      const reason = { cause: 'connection-lost', message: lost.lost };
      await anAccount('AcLost', { connection: { ...connection, version: 1 } });
      await together.events.publish('tenant.lost', { ...event(2), accountId: 'AcLost', reason });
      await eventually(async () => expect((await configurations.findById('AcLost'))?.connection).toEqual(lost));
      await anAccount('AcDue');
      await tickEverywhere();
      await eventually(() => expect(requested()).toEqual(['AcDue']));
      expect(await nextRunOf('AcLost')).toEqual(anHourAgo);

      await comeBack('AcLost');
      await eventually(async () => expect((await configurations.findById('AcLost'))?.connection?.version).toBe(3));
      await tickEverywhere();
      await tickEverywhere();
      await eventually(() => expect(requested()).toEqual(['AcDue', 'AcLost']));
      expect((await nextRunOf('AcLost'))?.getTime()).toBeGreaterThan(Date.now());
    });

    test('has missed a slot whose run failed, but none whose run succeeded', async () => {
      const later = new Date(Date.now() + hour);
      const lastRun = (status: string) => ({ runId: aRevision().runId, status, finishedAt: anHourAgo });
      await anAccount('AcFailed', { connection: lost, nextRunAt: later, lastRun: lastRun('failure') });
      await anAccount('AcWell', { connection: lost, nextRunAt: later, lastRun: lastRun('success') });
      for (const accountId of ['AcFailed', 'AcWell']) {
        await comeBack(accountId);
        await eventually(async () => expect((await configurations.findById(accountId))?.connection?.version).toBe(3));
      }
      await tickEverywhere();
      await eventually(() => expect(requested()).toEqual(['AcFailed']));
      expect(await nextRunOf('AcWell')).toEqual(later);
    });

    test('hears nothing from news that is older than what it knows', async () => {
      await anAccount('AcOld', { connection: { ...connection, version: 5 } });
      const reason = { cause: 'connection-lost', message: lost.lost };
      await together.apps[0]?.get(EventsController).tenantLost({ ...event(4), accountId: 'AcOld', reason });
      expect((await configurations.findById('AcOld'))?.connection).toEqual({ ...connection, version: 5 });
    });
  });

  test('requests no run of a slot that was moved since it was found', async () => {
    await anAccount('AcMoved');
    const repository = together.apps[0]?.get(ConfigurationsRepository);
    const [slot] = (await repository?.findDue(10)) ?? [];
    if (!repository || !slot) throw new Error('the slot was not found');
    const run = { accountId: 'AcMoved', runId: aRevision().runId, trigger: 'schedule' as const };
    const later = new Date(Date.now() + hour);
    await configurations.updateOne({ _id: 'AcMoved' }, { disabled: true, $unset: { nextRunAt: '' } });
    expect(await repository.claim(slot, later, run)).toBe(false);
    await configurations.updateOne({ _id: 'AcMoved' }, { disabled: false, nextRunAt: later });
    expect(await repository.claim(slot, later, run)).toBe(false);
    expect(await nextRunOf('AcMoved')).toEqual(later);
  });

  test('moves no slot whose request could not be stored', async () => {
    await anAccount('AcUnlucky');
    const outboxes = together.apps.map((app) => app.get(Outbox));
    const broken = { add: () => Promise.reject(new Error('the outbox is full')) };
    for (const outbox of outboxes) Object.assign(outbox, broken);
    await tickEverywhere();
    expect(await nextRunOf('AcUnlucky')).toEqual(anHourAgo);
    for (const outbox of outboxes) Reflect.deleteProperty(outbox, 'add');
    await tickEverywhere();
    await eventually(() => expect(requested()).toEqual(['AcUnlucky']));
  });

  test('is not held up by an account whose schedule can’t be worked out', async () => {
    await anAccount('AcBroken');
    const schedule = { ...aPreferences().schedule, timeZone: 'Europe/Atlantis' };
    await revisions.updateOne({ accountId: 'AcBroken' }, { preferences: aPreferences({ schedule }) });
    await anAccount('AcFine');
    await tickEverywhere();
    await eventually(() => expect(requested()).toEqual(['AcFine']));
  });

  test('finds due accounts by an index', async () => {
    await anAccount('AcDue');
    const plan: unknown = await configurations
      .find({ nextRunAt: { $type: 'date' }, $expr: { $lte: ['$nextRunAt', '$$NOW'] } })
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('"indexName":"nextRunAt_1"');
  });
});
