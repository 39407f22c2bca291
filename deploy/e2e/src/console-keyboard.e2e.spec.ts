import type { Configuration } from '@rollcall/contracts';
import { FABRIKAM, KISSFLOW_PEOPLE } from '@rollcall/rehearsal';
import { House } from './testing/house.js';
import { inBrowser } from './testing/in-browser.js';
import { steps } from './testing/steps.js';
import { Visitor } from './testing/visitor.js';

const [sasha, ira] = KISSFLOW_PEOPLE;

inBrowser('an administrator with a keyboard and no mouse', () => {
  let house: House;
  let visitor: Visitor;
  let page: Visitor['page'];

  beforeAll(async () => {
    house = await House.start({ people: 30, groups: 4 });
    const scim = {
      accountId: sasha.account,
      provider: 'scim',
      actor: { userId: sasha.id, name: sasha.name, role: sasha.role },
    };
    expect(await house.ask('rpc.providers.switch-on', scim)).toMatchObject({ ok: true });
    // Known to Kissflow, so that she can be told.
    await (await house.signedInAs(ira.id)).get('/me');
    visitor = await Visitor.arrive(house.system.urls.gateway);
    page = visitor.page;
    await visitor.signIn(sasha.name);
  }, 120_000);

  afterAll(async () => {
    await visitor.leave();
    await house.close();
  }, 60_000);

  const step = steps();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const list = (name: string) => page.getByRole('combobox', { name, exact: true });
  const configuration = () => house.api.get<Configuration>('/sync-configuration');

  step('reads why Azure AD is out of reach and where that is changed, and changes it', async () => {
    await visitor.goTo('/identity-providers/select');
    await page.getByText('SCIM is active', { exact: true }).waitFor();
    expect(await button('Connect Azure AD').isDisabled()).toBe(true);
    await visitor.goTo('/identity-providers');
    const azure = page.getByRole('region', { name: 'Microsoft Azure AD' });
    await azure.getByText('Not available while SCIM is active').waitFor();
    expect(await azure.getByRole('button', { name: 'Configure' }).isDisabled()).toBe(true);
    expect(await visitor.barriers()).toEqual([]);
    await visitor.pressAt(button('Switch off'));
    expect(await visitor.barriers()).toEqual([]);
    await visitor.pressAt(inDialog('Switch off'));
    await azure.getByRole('link', { name: 'Configure' }).waitFor();
  });

  step('connects the tenant', async () => {
    await page.reload();
    await page.getByRole('link', { name: 'Configure' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('link', { name: 'Skip to the content' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await visitor.pressAt(page.getByRole('link', { name: 'Configure' }));
    await visitor.ledTo('Select your identity provider');
    await visitor.pressAt(button('Connect Azure AD'));
    await visitor.pressAt(button('Ana Admin'));
    await visitor.pressAt(button('Accept'));
    await visitor.at('Tenant details');
    await visitor.pressAt(button('Next'));
    await visitor.ledTo('User sync');
  });

  step('is led to what is missing, and chooses a group', async () => {
    await visitor.tabTo(page.getByLabel('All users'));
    await page.keyboard.press('ArrowDown');
    await visitor.pressAt(button('Next'));
    const missing = page.getByRole('alert').filter({ hasText: 'choose at least one group' });
    await missing.and(page.locator(':focus')).waitFor();
    await visitor.pick(list('Groups whose members are synced'), 'Engin', /^Engineering/);
    await visitor.pressAt(page.getByLabel('Add group information additionally'), 'Space');
    await page.getByText('All changes are saved').waitFor();
    await visitor.pressAt(button('Next'));
    await visitor.ledTo('Field mapping');
  });

  step('maps one more field, and tests the mapping', async () => {
    await visitor.pressAt(button('+ New field'));
    const source = list('Azure AD field for the new field');
    await source.and(page.locator(':focus')).waitFor();
    await visitor.pick(source, 'jobTitle', 'Job title (jobTitle)');
    await visitor.pick(list('Kissflow field of this row'), 'Designation', 'Designation');
    await visitor.pressAt(page.getByRole('switch', { name: 'Sync updates of Designation' }), 'Space');
    await visitor.pressAt(button('Test'));
    await page.getByText(/^Passed/).waitFor();
    await visitor.pressAt(button('Next'));
    await visitor.ledTo('Sync preferences');
  });

  step('sets when it runs and who is told, and lets it begin', async () => {
    await visitor.tabTo(list('On'));
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await visitor.pick(list('Notify sync failures to'), 'Ira', /^Ira Iam/);
    await visitor.pressAt(button('Save & sync now'));
    await visitor.pressAt(inDialog('Save & sync now'));
    await page.waitForURL(/\/sync-runs\//);
    const { active } = await configuration();
    expect(active).toMatchObject({
      scope: { users: 'groups', userGroups: [{ name: 'Engineering' }], groups: [{ name: 'Engineering' }] },
      preferences: { schedule: { every: 'week', weekday: 'tuesday' }, notify: [sasha.id, ira.id] },
    });
    const designation = active?.rows.find(({ target }) => target === 'Designation');
    expect(designation).toMatchObject({ source: 'jobTitle', syncUpdates: false });
    await page.getByText(/^This sync (succeeded|was a partial success)/).waitFor();
  });

  step('connects another tenant in its place, which begins anew although the news of it takes a while', async () => {
    const old = await configuration();
    await visitor.goTo('/configuration/tenant-details');
    await visitor.pressAt(button('Use another account'));
    await visitor.pressAt(button('Finn Admin'));
    await visitor.pressAt(button('Accept'));
    await visitor.pressAt(button('Connect Fabrikam instead'));
    await page.getByRole('dialog').getByText('The configuration for Contoso is deleted for good').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.route('**/api/v1/sync-configuration', (route) => route.fulfill({ json: old }), { times: 2 });
    await visitor.pressAt(inDialog('Connect Fabrikam instead'));
    await visitor.at('Tenant details');
    await page.getByText('Fabrikam', { exact: true }).waitFor();
    await page.getByText('Set up Azure AD, step 1 of 4').waitFor();
    await visitor.pressAt(button('Next'));
    await visitor.ledTo('User sync');
    expect(await page.getByLabel('All users').isChecked()).toBe(true);
    const { tenantId, active } = await configuration();
    expect([tenantId, active]).toEqual([FABRIKAM, undefined]);
  });

  it('has met no failure of a page, and nothing its security policy forbids', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
