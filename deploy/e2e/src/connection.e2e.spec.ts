import type { Configuration, Connection, InboxNotice, Page, Run } from '@rollcall/contracts';
import { connect, runDemo } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const kissflowAdmin = 'sasha.super@kissflow.example';
const lost = 'The sync has lost Azure AD';
const isBack = 'The sync reaches Azure AD again';

describe('a consent that is withdrawn between two syncs', () => {
  let house: House;
  let before: Connection;

  const connection = () => house.api.get<Connection>('/identity-providers/azure/connection');
  const configuration = () => house.api.get<Configuration>('/sync-configuration');
  const notices = async () => (await house.api.get<Page<InboxNotice>>('/notifications')).items;
  const titled = async (title: string) => (await notices()).filter((notice) => notice.title === title);
  const mailed = async (title: string) =>
    (await house.rehearsal.mails(kissflowAdmin)).filter(({ subject }) => subject === title);
  const scheduled = async () => {
    const { items } = await house.api.get<Page<Run>>('/sync-runs?limit=20');
    return items.filter(({ trigger }) => trigger === 'schedule');
  };

  beforeAll(async () => {
    house = await House.start({
      people: 60,
      groups: 4,
      environment: {
        'identity-connector': { WATCH_SECONDS: '1', WATCH_AGAIN_SECONDS: '2' },
        config: { TICK_SECONDS: '1' },
      },
    });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    before = await connection();
    await house.rehearsal.revokeConsent();
  });

  afterAll(() => house.close());

  it('is found out without a sync, and said with the next step', async () => {
    await eventually(async () => expect(await connection()).toMatchObject({ state: 'lost' }));

    expect((await connection()).lost?.message).toMatch(/enterprise application was removed.*Sign in again\./);
    await eventually(async () => expect(await configuration()).toMatchObject({ state: 'active', connected: false }));
  });

  it('is told once, in the app and by mail', async () => {
    await eventually(async () => expect(await mailed(lost)).toHaveLength(1));

    expect(await titled(lost)).toHaveLength(1);
  });

  it('lets the schedule wait', async () => {
    const { modifiedCount } = await house
      .database('config')
      .collection('configurations')
      .updateMany({ nextRunAt: { $exists: true } }, { $set: { nextRunAt: new Date(Date.now() - 60_000) } });
    expect(modifiedCount).toBe(1);
    // The watch goes on looking once a second, as the schedule does.
    const asked = await house.rehearsal.tokensAsked();
    await eventually(async () => expect(await house.rehearsal.tokensAsked()).toBeGreaterThan(asked + 2));

    expect(await scheduled()).toEqual([]);
    expect(await mailed(lost)).toHaveLength(1);
  });

  it('is mended by signing in again, which keeps everything and runs the missed slot once', async () => {
    const users = await house.users();
    await connect(house.api, 'ana.admin@contoso.com');

    const { connectionId, tenantId } = before;
    expect(await connection()).toMatchObject({ state: 'verified', connectionId, tenantId });
    await eventually(async () =>
      expect(await scheduled()).toMatchObject([{ status: expect.stringMatching(/uccess/) as string }]),
    );
    expect(await house.users()).toEqual(users);
    expect(new Date((await configuration()).nextRunAt ?? 0).getTime()).toBeGreaterThan(Date.now());
    await eventually(async () => expect(await mailed(isBack)).toHaveLength(1));
    expect(await titled(isBack)).toHaveLength(1);
    expect(await scheduled()).toHaveLength(1);
  });
});
