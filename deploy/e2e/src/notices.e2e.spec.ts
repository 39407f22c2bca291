import type { Page, Run } from '@rollcall/contracts';
import { connect, runDemo, syncNow } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const admin = 'sasha.super@kissflow.example';

describe('a sync that fails', () => {
  let house: House;
  let failed: Run;

  const mailsAbout = async (title: string) =>
    (await house.rehearsal.mails(admin)).filter(({ subject }) => subject === title);
  const failureMails = () => mailsAbout('The sync started by "Sync now" failed');
  const noticesOf = async (cause: string) => {
    const { items } = await house.api.get<Page<{ cause: string }>>('/notifications');
    return items.filter((notice) => notice.cause === cause);
  };

  beforeAll(async () => {
    house = await House.start({ people: 60, groups: 4 });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    await house.rehearsal.revokeConsent();
  });

  afterAll(() => house.close());

  it('says why in its record, and changes nobody', async () => {
    const before = await house.users();
    failed = await syncNow(house.api);

    expect(failed).toMatchObject({ status: 'failure', failure: { cause: 'connection-lost' } });
    expect(await house.users()).toEqual(before);
  });

  it('has told of the people whom the sync before rejected, in one mail', async () => {
    await eventually(async () => expect(await noticesOf('people-rejected')).toHaveLength(1));
    await eventually(async () => expect(await mailsAbout('People could not be synced')).toHaveLength(1));
  });

  it('tells the chosen recipients in the app and by one mail', async () => {
    await eventually(async () => expect(await noticesOf('connection-lost')).toHaveLength(1));
    await eventually(async () => expect(await failureMails()).toHaveLength(1));
  });

  it('counts its mails, and shows how each kind looks, on the port of operators', async () => {
    const { url } = house.system.service('notification');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/rollcall_mail_attempts_total\{result="sent",code="250"\} [1-9]/);
    expect(await (await fetch(`${url}/mails/failed/html`)).text()).toContain('<h1');
    expect((await fetch(`${url}/mails/constructor/html`)).status).toBe(404);
  });

  it('tells nobody else', async () => {
    const other = await house.signedInAs('Us0000002');

    expect((await other.get<Page<unknown>>('/notifications')).items).toEqual([]);
  });

  it('tells nobody again while it lasts', async () => {
    await syncNow(house.api);

    expect(await noticesOf('connection-lost')).toHaveLength(1);
    expect(await failureMails()).toHaveLength(1);
  });

  it('goes on after the administrator has signed in again', async () => {
    await connect(house.api, 'ana.admin@contoso.com');

    const { status, counts } = await syncNow(house.api);
    expect(status).not.toBe('failure');
    expect(counts).toMatchObject({ added: 0, updated: 0 });
    const over = () => mailsAbout('The sync reaches Azure AD again');
    await eventually(async () => expect(await over()).toHaveLength(1));
    expect(await failureMails()).toHaveLength(1);
  });

  it('tells once of a slot of the schedule that was missed, and once that it has been made up for', async () => {
    const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
    await house
      .database('config')
      .collection('configurations')
      .updateMany({}, { $set: { nextRunAt: yesterday } });

    await eventually(async () => expect(await noticesOf('schedule-missed')).toHaveLength(2));
    await eventually(async () => expect(await mailsAbout('A scheduled sync was missed')).toHaveLength(1));
  });

  it('sends the mail though notification is killed while sending', async () => {
    const sent = (await failureMails()).length;
    await house.rehearsal.revokeConsent();
    const hold = await house.rehearsal.hold(`SMTP ${admin}`);
    await syncNow(house.api);
    await hold.reached();
    house.system.service('notification').kill();
    await hold.release();

    await eventually(async () => expect(await failureMails()).toHaveLength(sent + 1));
  });
});
