import { setTimeout as pause } from 'node:timers/promises';
import type { Group, Page, Use, User } from '@rollcall/contracts';
import { syncNow } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { arriveAfterDemo } from './testing/at-console.js';
import type { House } from './testing/house.js';
import { inBrowser } from './testing/in-browser.js';
import type { Visitor } from './testing/visitor.js';

/** As long as a name may be, and without a place to break it. */
const endless = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(7);
const arabic = 'عبد الرحمن بن محمد بن عبد العزيز الأنصاري';

inBrowser('an administrator who looks after people', () => {
  let house: House;
  let visitor: Visitor;
  let page: Visitor['page'];

  const table = () => page.getByRole('region', { name: 'People of this account' });
  const names = async () => (await table().getByRole('rowheader').allTextContents()).map((name) => name.trim());
  const rows = () => table().getByRole('rowheader').count();
  const choose = async (list: string, option: string) => {
    await page.getByRole('combobox', { name: list, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };
  const members = async () =>
    (await house.api.get<Page<Group>>('/groups')).items.find((group) => group.members > 1) ?? missing('no group');
  const missing = (words: string): never => {
    throw new Error(words);
  };
  const width = async () => page.evaluate<number>('document.documentElement.scrollWidth');

  beforeAll(async () => {
    ({ house, visitor } = await arriveAfterDemo());
    page = visitor.page;
    for (const [FirstName, LastName, Email] of [
      ['Zed', endless, 'zed@contoso.com'],
      [arabic, 'يوسف', 'youssef@contoso.com'],
    ])
      await house.api.post('/users', { values: { FirstName, LastName, Email }, sendInvitation: false });
  }, 120_000);

  afterAll(async () => {
    await visitor.leave();
    await house.close();
  }, 60_000);

  it('finds those who were added by hand, by an address that can be sent to somebody', async () => {
    await visitor.goTo('/people');
    await choose('Comes from', 'Added by hand');
    await table().getByText('youssef@contoso.com').waitFor();
    const { items } = await house.api.get<Page<User>>('/users?origin=hand');
    expect(await names()).toEqual(items.map(({ name }) => name));
    expect(items.map(({ email }) => email)).toEqual(expect.arrayContaining(['zed@contoso.com']));
    expect(page.url()).toContain('origin=hand');

    await visitor.goTo('/people?origin=azure&status=Inactive&search=nobody-at-all');
    await page.getByText('Nobody is like this').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('nobody-at-all');
    expect(await visitor.barriers()).toEqual([]);
  });

  it('goes on typing while the list follows, and finds everybody again by the navigation', async () => {
    await visitor.goTo('/people');
    const search = page.getByRole('searchbox');
    await search.pressSequentially('zed@');
    await page.waitForURL(/search=zed/);
    await table().getByText('zed@contoso.com').waitFor();
    await page.keyboard.type('contoso');
    expect(await search.inputValue()).toBe('zed@contoso');
    await page.waitForURL(/search=zed(%40|@)contoso/);

    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.waitForURL(/people$/);
    await page.getByText('Page 1').waitFor();
    expect(await search.inputValue()).toBe('');
    expect(await rows()).toBe(50);
  });

  it('opens whom they click before the search is asked, however slowly that page comes', async () => {
    const personPage = /\/assets\/person-/;
    await page.route(personPage, async (route) => {
      await pause(1_000);
      await route.continue();
    });
    await visitor.goTo('/people');
    await page.getByRole('searchbox').fill('nobody-at-all');
    await table().getByRole('rowheader').first().getByRole('link').click();
    await page.waitForURL(/people\/Us/);
    await page.getByRole('button', { name: 'Exclude from sync' }).waitFor();
    await page.unroute(personPage);
  });

  it('opens whom they click at about the moment when the search is asked', async () => {
    for (const afterMs of [260, 270, 280, 290, 300, 310]) {
      await visitor.goTo('/people');
      const first = table().getByRole('rowheader').first().getByRole('link');
      const name = (await first.textContent()) ?? '';
      await page.getByRole('searchbox').fill(name);
      await pause(afterMs);
      await first.click();
      await page.waitForURL(/people\/Us/);
      await page.getByRole('button', { name: 'Exclude from sync' }).waitFor();
    }
  });

  it('comes back to the page and the filter where they left the list', async () => {
    await visitor.goTo('/people?origin=azure');
    await page.getByText('Page 1').waitFor();
    const first = await names();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2').waitFor();
    await eventually(async () => expect(await names()).not.toEqual(first));
    const shown = await names();
    await table().getByRole('rowheader').first().getByRole('link').click();
    await visitor.at(shown[0] ?? '');
    await page.goBack();
    await page.getByText('Page 2').waitFor();
    await table()
      .getByText(shown[0] ?? '', { exact: true })
      .waitFor();
    expect(await names()).toEqual(shown);
    await page.reload();
    await page.getByText('Page 2').waitFor();
    await page.goBack();
    await page.getByText('Page 1').waitFor();
    expect(page.url()).toContain('origin=azure');
  });

  it('sees the groups of a person, and from there who else is in one', async () => {
    const { groupId, name, members: many } = await members();
    const { items } = await house.api.get<Page<{ userId: string }>>(`/groups/${groupId}/members?limit=1`);
    await visitor.goTo(`/people/${items[0]?.userId ?? ''}`);
    const groups = page.getByRole('region', { name: 'Groups this person is in' });
    await groups.getByRole('link', { name, exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await groups.getByRole('link', { name, exact: true }).click();
    await visitor.at(`Members of ${name}`);
    await page.reload();
    await visitor.at(`Members of ${name}`);
    await visitor.settle();
    expect(await page.getByRole('rowheader').count()).toBe(Math.min(many, 50));
    expect(await visitor.barriers()).toEqual([]);
  });

  it('finds a group by a part of its name', async () => {
    const { name } = await members();
    await visitor.goTo(`/groups?search=${encodeURIComponent(name.slice(1).toUpperCase())}`);
    await page.getByRole('rowheader', { name, exact: true }).waitFor();
    await page.getByRole('searchbox').fill('no group has this');
    await page.getByText('No group is called like this').waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  it('reads names of any length and direction on a small screen', async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    try {
      await visitor.goTo('/people?origin=hand');
      await table().getByText('youssef@contoso.com').waitFor();
      expect(await width()).toBeLessThanOrEqual(360);
      const { items } = await house.api.get<Page<User>>('/users?origin=hand');
      for (const { userId, name } of items.filter(({ provider }) => provider === undefined)) {
        await visitor.goTo(`/people/${userId}`);
        await visitor.at(name);
        await visitor.settle();
        expect(await width()).toBeLessThanOrEqual(360);
      }
      const direction = `getComputedStyle(document.querySelector('h1')).direction`;
      await visitor.goTo(`/people/${items.find(({ name }) => name.startsWith('عبد'))?.userId ?? ''}`);
      await visitor.at(`${arabic} يوسف`);
      expect(await page.evaluate(direction)).toBe('rtl');
    } finally {
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });

  describe('at the user fields', () => {
    const dialog = () => page.getByRole('dialog');
    const options = () => dialog().locator('input').and(page.getByLabel('Options'));
    const field = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

    it('adds one, renames it and changes its options', async () => {
      await visitor.goTo('/people');
      await page.getByRole('link', { name: 'User fields' }).click();
      await visitor.at('User fields');
      await page.getByRole('button', { name: '+ New field' }).click();
      await dialog().getByLabel('Name').fill('Offic');
      await dialog().getByRole('combobox', { name: 'Type' }).click();
      await page.getByRole('option', { name: 'Dropdown' }).click();
      await options().fill('Berlin');
      await page.keyboard.press('Enter');
      await dialog().getByRole('button', { name: 'Create field' }).click();
      await field('Offic').getByText('not mapped').waitFor();

      await page.getByRole('button', { name: 'Edit Offic' }).click();
      await dialog().getByLabel('Name').fill('Office');
      await options().fill('Rome');
      await page.keyboard.press('Enter');
      expect(await visitor.barriers()).toEqual([]);
      await dialog().getByRole('button', { name: 'Save' }).click();
      await field('Office').getByText('Berlin, Rome').waitFor();
      expect(await visitor.barriers()).toEqual([]);
    });

    it('removes one that nothing fills, and is told which row fills another', async () => {
      await page.getByRole('button', { name: 'Remove Office' }).click();
      await dialog().getByRole('button', { name: 'Remove field' }).click();
      await field('Office').waitFor({ state: 'detached' });

      await page.getByRole('button', { name: 'Remove Joining date' }).click();
      await dialog()
        .getByText(/The active configuration fills Joining date from .*employeeHireDate/)
        .waitFor();
      expect(await visitor.barriers()).toEqual([]);
      await dialog().getByRole('link', { name: 'Open the field mapping' }).click();
      await visitor.at('Field mapping');
    });
  });

  it('sees of held removals when they were found so, and which groups would lose somebody', async () => {
    await house.rehearsal.change('disable', 40);
    expect(await syncNow(house.api)).toMatchObject({ counts: { deactivated: 0 } });
    const held = (await house.api.get<Page<{ name: string; use?: Use }>>('/removals?state=held&limit=50')).items;
    const one = held.find(({ use }) => use && use.groupCount > 0) ?? missing('nobody of a group is held');
    await visitor.goTo('/removals');
    const named = page.getByRole('rowheader', { name: one.name, exact: true });
    const row = page.getByRole('row').filter({ has: named }).filter({ hasText: 'In Kissflow a member of' }).first();
    await row.getByText('Disabled in Azure AD.').waitFor();
    await row.getByText(/^Found so today/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  it('has met no failure of a page, and nothing its security policy forbids', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
