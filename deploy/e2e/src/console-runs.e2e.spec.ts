import { readFile } from 'node:fs/promises';
import type { Configuration, Page, Removal, Run } from '@rollcall/contracts';
import { eventually } from '@rollcall/servers';
import { arriveAfterDemo } from './testing/at-console.js';
import type { House } from './testing/house.js';
import { inBrowser } from './testing/in-browser.js';
import { steps } from './testing/steps.js';
import type { Visitor } from './testing/visitor.js';

inBrowser('an administrator once the sync is set up', () => {
  let house: House;
  let visitor: Visitor;
  let page: Visitor['page'];

  const step = steps();
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
    ({ house, visitor } = await arriveAfterDemo(environment));
    page = visitor.page;
  }, 120_000);

  afterAll(async () => {
    await visitor.leave();
    await house.close();
  }, 60_000);

  step('watches a sync go on, and sees it end without a reload', async () => {
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

  step('finds the sync in the history, and whom it had to do with and why', async () => {
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
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const name = await person.getByRole('rowheader').first().getByRole('link').first().textContent();
    expect(await readFile(await download.path(), 'utf8')).toContain(name);
    await person.getByRole('rowheader').first().getByRole('link').first().click();
    await page.getByRole('heading', { name: 'What syncs did' }).waitFor();
    await page.getByText('Updated', { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('link', { name: 'Why is this person (not) synced?' }).last().click();
    await page.getByText('This person is synced.', { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  step('decides about removals that are held: keeps two, approves one, keeps the rest', async () => {
    await house.rehearsal.change('delete', 20);
    await visitor.goTo('/directory-sync');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('link', { name: 'Review 20 people' }).click();
    await visitor.at('Held removals');
    const box = (row: number) => page.getByRole('row').nth(row).getByRole('checkbox');
    await box(1).check();
    await box(2).check();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Keep 2' }).click();
    await confirm('Keep 2');
    await page.getByText('Decided about 2 people.').waitFor();
    await box(1).check();
    await page.getByRole('button', { name: 'Approve removal of 1' }).click();
    await page.getByRole('dialog').getByText('is deactivated').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await confirm('Approve removal of 1');
    await page.getByText('Decided about 1 person.').waitFor();
    await page.getByLabel('Everybody who waits, on all pages').check();
    await page.getByRole('button', { name: 'Keep all' }).click();
    await confirm('Keep all');
    await page.getByText('Decided about 17 people.').waitFor();
    await page.getByText('Nothing waits for a decision').waitFor();
    await eventually(async () => expect([await removals('kept'), await removals('carriedOut')]).toEqual([19, 1]), {
      timeoutMs: 20_000,
    });
  });

  step('keeps a person from being changed by syncs, until they are included again', async () => {
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

  step('previews what a sync would do, which changes nobody', async () => {
    await house.rehearsal.change('rename', 1);
    const before = await house.users();
    await visitor.goTo('/configuration/sync-preferences');
    // What is edited here is of a sync that is set up.
    await page
      .getByRole('link', { name: 'Directory sync', exact: true })
      .and(page.locator('[aria-current=page]'))
      .waitFor();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('A preview changes nobody: this is what a sync would do.').waitFor();
    await page.getByRole('button', { name: /^Updated 1/ }).click();
    await page.getByText('→').first().waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.goTo('/sync-runs?kind=preview');
    await page.getByRole('region', { name: 'Syncs, the latest first' }).getByRole('rowheader').first().waitFor();
    expect(await house.users()).toEqual(before);
  });

  for (const [path, heading] of [
    ['/people', 'People'],
    ['/groups', 'Groups'],
    ['/user-fields', 'User fields'],
    ['/why', 'Why is this person (not) synced?'],
    ['/removals?state=kept', 'Held removals'],
    ['/email-changes', 'Held email changes'],
    ['/notifications', 'Notifications'],
    ['/notifications/mails', 'Sent mails'],
    ['/audit', 'Audit log'],
    ['/nothing-here', 'This page does not exist'],
  ] as const) {
    it(`finds no barrier at ${path}, and nothing cut off on a telephone`, async () => {
      await visitor.goTo(path);
      await visitor.at(heading);
      await visitor.settle();
      expect(await visitor.barriers()).toEqual([]);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await visitor.barriers()).toEqual([]);
      expect(await visitor.cutOff()).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    });
  }

  step('reads each row of a list as a card on a telephone, what it says beside what it is called', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await visitor.goTo('/people?search=Ana');
    const row = page.getByRole('row').filter({ hasText: 'Ana Admin' });
    const [name, email] = [row.getByRole('rowheader'), row.getByRole('cell').filter({ hasText: '@contoso.com' })];
    await name.waitFor();
    const [above, below] = [await name.boundingBox(), await email.boundingBox()];
    expect(below?.y).toBeGreaterThan(above?.y ?? Infinity);
    const label = "getComputedStyle(document.querySelector('tbody td'), '::before').content";
    expect(await page.evaluate<string>(label)).toContain('Email ID');
    expect(await page.getByRole('columnheader').allTextContents()).toContain('Email ID');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  step('is told everywhere that the consent is gone, and mends it by signing in again', async () => {
    await house.rehearsal.revokeConsent();
    await eventually(async () => expect((await configuration()).connected).toBe(false), { timeoutMs: 20_000 });
    await visitor.goTo('/identity-providers');
    await page.getByRole('region', { name: 'Microsoft Azure AD' }).getByText('Sign-in lost · Contoso').waitFor();
    await page.getByRole('alert').filter({ hasText: 'Azure AD no longer lets Rollcall in' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.goTo('/directory-sync');
    await page.getByText('The sync has lost Azure AD').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    for (const name of ['Ana Admin', 'Accept']) await page.getByRole('button', { name, exact: true }).click();
    await visitor.at('Directory sync');
    await page.getByText('The sync has lost Azure AD').waitFor({ state: 'detached' });
    await eventually(async () => expect(await page.getByRole('button', { name: 'Sync now' }).isEnabled()).toBe(true));
    expect((await configuration()).active).toMatchObject({ revision: 1 });
  });

  step('disables the sync and enables it again, each told what it means', async () => {
    await fromMenu('Disable');
    await page.getByText('It can be enabled again at any time').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await confirm('Disable');
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sync now' }).isDisabled()).toBe(true);
    await fromMenu('Enable');
    await page.getByText('Active', { exact: true }).waitFor();
  });

  step('deletes the configuration, which leaves everybody where they are', async () => {
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
