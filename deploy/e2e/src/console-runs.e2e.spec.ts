import type { Configuration, Page, Removal, Run } from '@rollcall/contracts';
import { runDemo } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';
import { inBrowser } from './testing/in-browser.js';
import { Visitor } from './testing/visitor.js';

inBrowser('an administrator once the sync is set up', () => {
  let house: House;
  let visitor: Visitor;
  let page: Visitor['page'];

  const latestSync = async () => (await house.api.get<Page<Run>>('/sync-runs?limit=1')).items[0];
  const configuration = () => house.api.get<Configuration>('/sync-configuration');
  const removals = async (state: string) =>
    (await house.api.get<Page<Removal>>(`/removals?state=${state}&limit=200`)).items.length;
  const fromMenu = async (entry: string) => {
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  const confirm = (button: string) => page.getByRole('dialog').getByRole('button', { name: button }).click();

  beforeAll(async () => {
    const environment = { 'identity-connector': { WATCH_SECONDS: '1', WATCH_AGAIN_SECONDS: '1' } };
    house = await House.start({ people: 120, groups: 6, environment });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    visitor = await Visitor.arrive(gateway);
    page = visitor.page;
    await visitor.signIn('Sasha Super');
  }, 120_000);

  afterAll(async () => {
    await visitor.leave();
    await house.close();
  }, 60_000);

  it('watches a sync go on, and sees it end without a reload', async () => {
    await visitor.goTo('/directory-sync');
    await visitor.at('Directory sync');
    await house.rehearsal.forgetChanges();
    const held = await house.rehearsal.hold('GET /v1.0/users', 1);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await held.reached();
    await page.getByRole('region', { name: 'Sync in progress' }).getByText('Reading users').waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    await held.release();
    await page.getByRole('region', { name: 'Sync in progress' }).waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.getByRole('button', { name: 'Sync now' }).isEnabled()).toBe(true));
    expect(await visitor.barriers()).toEqual([]);
  });

  it('finds the sync in the history, and whom it had to do with and why', async () => {
    const [renamed = ''] = await house.rehearsal.change('rename', 1);
    expect(renamed).not.toBe('');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await eventually(async () => expect((await latestSync())?.counts).toMatchObject({ updated: 1 }), {
      timeoutMs: 20_000,
    });
    await page.getByRole('link', { name: 'View sync history' }).click();
    await visitor.at('Sync history');
    const table = page.getByRole('region', { name: 'Syncs, the latest first' });
    await table.getByText('Save & sync now').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await table.getByRole('rowheader').first().getByRole('link').click();
    await page.getByRole('button', { name: /^Updated 1/ }).click();
    const person = page.getByRole('region', { name: 'People this sync had to do with' });
    await person.getByText('→').first().waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await person.getByRole('rowheader').first().getByRole('link').first().click();
    await page.getByRole('heading', { name: 'What syncs did' }).waitFor();
    await page.getByText('Updated', { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('link', { name: 'Why is this person (not) synced?' }).last().click();
    await page.getByText('This person is synced.', { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  it('decides about removals that are held: approves one, keeps the rest', async () => {
    await house.rehearsal.change('delete', 20);
    await visitor.goTo('/directory-sync');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('link', { name: 'Review 20 people' }).click();
    await visitor.at('Held removals');
    await page.getByRole('row').nth(1).getByRole('checkbox').check();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Approve removal of 1' }).click();
    await page.getByRole('dialog').getByText('is deactivated').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await confirm('Approve removal of 1');
    await page.getByText('Decided about 1 person.').waitFor();
    await page.getByLabel('Everybody who waits, on all pages').check();
    await page.getByRole('button', { name: 'Keep all' }).click();
    await confirm('Keep all');
    await page.getByText('Decided about 19 people.').waitFor();
    await page.getByText('Nothing waits for a decision').waitFor();
    await eventually(async () => expect([await removals('kept'), await removals('carriedOut')]).toEqual([19, 1]), {
      timeoutMs: 20_000,
    });
  });

  it('keeps a person from being changed by syncs, until they are included again', async () => {
    await visitor.goTo('/people');
    await page.getByRole('searchbox').fill('Ana Admin');
    await page.getByRole('link', { name: 'Ana Admin' }).click();
    await page.getByRole('button', { name: 'Exclude from sync' }).click();
    await confirm('Exclude from sync');
    await page.getByText('No sync changes this user').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Include in sync' }).click();
    await confirm('Include in sync');
    await page.getByText('No sync changes this user').waitFor({ state: 'detached' });
  });

  it.each([
    ['/groups', 'Groups'],
    ['/why', 'Why is this person (not) synced?'],
    ['/email-changes', 'Held email changes'],
    ['/notifications', 'Notifications'],
    ['/notifications/mails', 'Sent mails'],
    ['/audit', 'Audit log'],
  ])('finds no barrier at %s', async (path, heading) => {
    await visitor.goTo(path);
    await visitor.at(heading);
    await visitor.settle();
    expect(await visitor.barriers()).toEqual([]);
  });

  it('is told that the consent is gone, and mends it by signing in again', async () => {
    await house.rehearsal.revokeConsent();
    await eventually(async () => expect((await configuration()).connected).toBe(false), { timeoutMs: 20_000 });
    await visitor.goTo('/directory-sync');
    await page.getByText('The sync has lost Azure AD').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    for (const name of ['Ana Admin', 'Accept']) await page.getByRole('button', { name, exact: true }).click();
    await page.waitForURL((url) => url.origin === house.system.urls.gateway);
    await eventually(async () => expect((await configuration()).connected).toBe(true), { timeoutMs: 20_000 });
    await visitor.goTo('/directory-sync');
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    await page.getByText('The sync has lost Azure AD').waitFor({ state: 'detached' });
  });

  it('disables the sync and enables it again, each told what it means', async () => {
    await fromMenu('Disable');
    await page.getByText('It can be enabled again at any time').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await confirm('Disable');
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true);
    await fromMenu('Enable');
    await page.getByText('Active', { exact: true }).waitFor();
  });

  it('deletes the configuration, which leaves everybody where they are', async () => {
    const before = await house.users();
    await fromMenu('Delete configuration');
    await confirm('Delete');
    await visitor.at('Identity providers');
    await page.getByRole('link', { name: 'Configure' }).waitFor();
    expect((await configuration()).state).toBe('none');
    expect(await house.users()).toHaveLength(before.length);
  });

  it('has met no failure of a page, and nothing its security policy forbids', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
