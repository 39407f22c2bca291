import type { Configuration, Page, Run, User } from '@rollcall/contracts';
import { FABRIKAM } from '@rollcall/rehearsal';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';
import { inBrowser } from './testing/in-browser.js';
import { steps } from './testing/steps.js';
import { Visitor } from './testing/visitor.js';

const someone = 'ana.admin@contoso.com';
const badge = (text: string) => ({ onPremisesExtensionAttributes: { extensionAttribute4: text } });

inBrowser('an administrator at the console', () => {
  let house: House;
  let visitor: Visitor;
  let page: Visitor['page'];

  beforeAll(async () => {
    // A consent that lacks something is waited for no longer than this.
    house = await House.start({ people: 60, environment: { 'identity-connector': { CONSENT_SPREAD_MS: '500' } } });
    visitor = await Visitor.arrive(house.system.urls.gateway);
    page = visitor.page;
  }, 120_000);

  afterAll(async () => {
    await visitor.leave();
    await house.close();
  }, 60_000);

  const step = steps();
  const alert = () => page.getByRole('alert');
  const row = (name: string) => page.getByRole('listitem', { name });
  const choose = async (list: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: list, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };

  step('is asked to sign in, and keeps the token where no script can read it', async () => {
    await visitor.goTo('/configuration/user-sync');
    await page.getByRole('link', { name: 'Sign in with Kissflow' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await visitor.signIn('Sasha Super');
    expect(page.url()).not.toContain('token');
    const readable = await page.evaluate<string>('document.cookie + JSON.stringify(localStorage)');
    expect(readable).not.toMatch(/eyJ|session/);
  });

  step('sees the three providers, and what is needed', async () => {
    await visitor.goTo('/identity-providers');
    await visitor.at('Identity providers');
    for (const name of ['Microsoft Azure AD', 'Google Workspace', 'SCIM']) {
      await page.getByRole('region', { name }).waitFor();
    }
    expect(await page.title()).toBe('Identity providers · Kissflow');
    expect(await visitor.barriers()).toEqual([]);
  });

  for (const [whom, buttons, title] of [
    ['an ordinary user', ['Olaf Ordinary'], 'This account is not an administrator in Azure AD'],
    ['a personal account', ['Pat Personal'], 'This is not an Azure AD account'],
    ['whoever cancels', ['Cancel'], 'Microsoft was told not to let Kissflow in'],
    ['whoever declines the consent', ['Ana Admin', 'Cancel'], 'Microsoft was told not to let Kissflow in'],
    ['an administrator who may not consent', ['Carla Cloud'], 'This account is not an administrator in Azure AD'],
  ] as const) {
    step(`tells ${whom} what happened and what to do`, async () => {
      await visitor.goTo('/identity-providers/select');
      await visitor.connect(...buttons);
      await alert().filter({ hasText: title }).waitFor();
      expect(await alert().textContent()).toMatch(/start again/i);
    });
  }

  step('names the permission that a consent lacks, and still knows what it means after a reload', async () => {
    await house.rehearsal.setUp({ withheldPermissions: ['GroupMember.Read.All'] });
    await visitor.connect('Ana Admin', 'Accept');
    const missing = alert().filter({ hasText: 'A permission is missing' });
    await missing.getByText('Azure AD has not granted GroupMember.Read.All').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.reload();
    await missing.waitFor();
    await house.rehearsal.setUp({ withheldPermissions: [] });
  });

  step('takes no consent that comes back for another organization', async () => {
    await page.getByRole('button', { name: 'Connect Azure AD' }).click();
    await page.getByRole('button', { name: 'Ana Admin' }).click();
    await page.getByRole('button', { name: 'Accept' }).waitFor();
    const state = await page.locator('input[name=state]').first().inputValue();
    const redirect = new URLSearchParams({ admin_consent: 'True', tenant: FABRIKAM, state });
    await visitor.goTo(`/api/v1/identity-providers/azure/consent?${redirect.toString()}`);
    await alert().filter({ hasText: 'Sign-in and consent came from two organizations' }).waitFor();
  });

  step('takes a sign-in once', async () => {
    await page.getByRole('button', { name: 'Connect Azure AD' }).click();
    await page.getByRole('button', { name: 'Ana Admin' }).click();
    await page.getByRole('button', { name: 'Accept' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Ana Admin' }).click();
    await alert().filter({ hasText: 'This sign-in is no longer valid' }).waitFor();
  });

  step('takes no sign-in that was begun in another browser', async () => {
    await page.getByRole('button', { name: 'Connect Azure AD' }).click();
    await page.getByRole('button', { name: 'Ana Admin' }).waitFor();
    const other = await Visitor.arrive(house.system.urls.gateway);
    await other.signIn('Ira Iam');
    await other.goTo(page.url());
    await other.page.getByRole('button', { name: 'Ana Admin' }).click();
    await other.page.getByRole('alert').filter({ hasText: 'This sign-in was begun in another browser' }).waitFor();
    await other.leave();
  });

  step('says where it is not the administrator who can mend it', async () => {
    await house.rehearsal.secret('expired');
    await visitor.goTo('/identity-providers/select');
    await visitor.connect('Ana Admin');
    await alert().filter({ hasText: 'Kissflow is not set up for Azure AD' }).waitFor();
    await house.rehearsal.secret('valid');
  });

  step('has words for what it does not know yet', async () => {
    await visitor.goTo('/identity-providers/select?error=made-later');
    await alert().filter({ hasText: 'The sign-in did not succeed' }).waitFor();
  });

  step('connects the tenant and sees whose it is, although the news of it takes a while', async () => {
    await visitor.goTo('/identity-providers/select');
    await visitor.settle();
    await page.route(
      '**/api/v1/sync-configuration',
      async (route) => {
        const response = await route.fetch();
        const known = (await response.json()) as Configuration;
        await route.fulfill({ response, json: { ...known, connected: false } });
      },
      { times: 2 },
    );
    await visitor.connect('Ana Admin', 'Accept');
    await visitor.at('Tenant details');
    await page.getByText('Contoso', { exact: true }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Next' }).click();
    await visitor.at('User sync');
  });

  step('can not go on with no group chosen, and is told why', async () => {
    await page.getByLabel('Users from specific group(s)').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await alert().filter({ hasText: 'choose at least one group, or all users' }).waitFor();
  });

  step('chooses groups, which fill the groups that are kept in step', async () => {
    await choose('Groups whose members are synced', /^Engineering/);
    // A list one can choose several of stays open.
    await page.keyboard.press('Escape');
    await page.getByLabel('Add group information additionally').check();
    await page.getByText('All changes are saved').waitFor();
    const { draft } = await house.api.get<Configuration>('/sync-configuration');
    expect(draft?.scope).toMatchObject({ users: 'groups', groupInfo: true, groups: [{ name: 'Engineering' }] });
    expect(await visitor.barriers()).toEqual([]);
  });

  step('finds after a reload what was chosen, and how many people all users are', async () => {
    await page.reload();
    await page.getByLabel('All users').check();
    await page.getByText(/^60 people/).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await visitor.at('Field mapping');
  });

  step('adds a field, and sees in its row at once that the types do not agree', async () => {
    await page.getByRole('button', { name: '+ New field' }).click();
    await choose('Kissflow field of this row', '+ Create a Kissflow field …');
    const dialog = page.getByRole('dialog');
    expect(await visitor.barriers()).toEqual([]);
    await dialog.getByLabel('Name').fill('Joining date');
    await dialog.getByRole('combobox', { name: 'Type' }).click();
    await dialog.getByRole('option', { name: 'Date', exact: true }).click();
    await dialog.getByRole('button', { name: 'Create field' }).click();
    await choose('Azure AD field for Joining date', 'Manager (manager)');
    await row('Joining date').getByRole('alert').waitFor();
    expect(await row('Joining date').getByRole('alert').textContent()).toMatch(
      /Data type mismatch: manager .* Joining date/,
    );
    await page.getByRole('button', { name: 'Next' }).click();
    await visitor.at('Field mapping');
  });

  step('sees beside the row whose value is no date', async () => {
    await house.rehearsal.patch(someone, badge('June sixth'));
    await choose('Azure AD field for Joining date', /extensionAttribute4/);
    await page.getByLabel('Only people whose name or address begins with').fill('Ana Admin');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await row('Joining date')
      .getByText(/“June sixth” is not a date in the format DD\/MM\/YYYY/)
      .waitFor();
    await page.getByText('Passed, some people will be rejected').waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  step('previews the mapping on everybody, and is told how many people each problem hits', async () => {
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('Why people were rejected').waitFor();
    await page.getByText('A preview changes nobody: this is what a sync would do.').waitFor();
    await page
      .getByRole('rowheader', { name: /no value: surname is empty/ })
      .first()
      .waitFor();
    await page.goBack();
    await visitor.at('Field mapping');
  });

  step('tests again once it is mended', async () => {
    await house.rehearsal.patch(someone, badge('06/06/2019'));
    await page.getByLabel('Only people whose name or address begins with').fill('Ana Admin');
    await page.getByRole('button', { name: 'Test again' }).click();
    await row('Joining date').getByText('06/06/2019').waitFor();
    await page.getByText('Passed', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await visitor.at('Sync preferences');
  });

  step('sees that a colleague has changed the same meanwhile, and whose settings stand', async () => {
    const { draft } = await house.api.get<Configuration>('/sync-configuration');
    const colleague = await house.signedInAs('Us0000002');
    await colleague.put('/sync-configuration/draft/scope', draft?.scope);
    await page.getByLabel('Delete', { exact: true }).check();
    await alert().filter({ hasText: 'Ira Iam changed these settings, too' }).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Show what is there now' }).click();
    await page.getByLabel('Deactivate', { exact: true }).isChecked();
  });

  step('reads the next three dates, and what all of it means', async () => {
    await choose('On', 'Wednesday');
    await page
      .getByText(/^Wed, /)
      .nth(2)
      .waitFor();
    await page.getByText(/Every Wednesday at 02:00 .* in step with Contoso: all users, guests included/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
  });

  step('is offered to go on where the set-up stopped', async () => {
    await page.getByText('All changes are saved').waitFor();
    await visitor.goTo('/identity-providers');
    await page.getByText('Setup not finished, step 4 of 4').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByText('What was chosen and mapped so far is lost.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('link', { name: 'Continue' }).click();
    await visitor.at('Sync preferences');
  });

  step('confirms how many people it means, saves and syncs', async () => {
    await page.getByRole('button', { name: 'Save & sync now' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/60 people/).waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await dialog.getByRole('button', { name: 'Save & sync now' }).click();
    await page.waitForURL(/\/sync-runs\//);
    await eventually(
      async () => {
        const { items } = await house.api.get<Page<Run>>('/sync-runs');
        expect(items[0]).toMatchObject({ status: expect.stringMatching(/success/i) as string });
      },
      { timeoutMs: 30_000 },
    );
    const { items } = await house.api.get<Page<User>>(`/users?search=${encodeURIComponent(someone)}`);
    const joined = Object.values(items[0]?.fields ?? {}).map(({ value }) => value);
    expect(joined).toContain('2019-06-06');
  });

  step('is told, when editing during a sync, that this one still uses the previous settings', async () => {
    const held = await house.rehearsal.hold('GET /v1.0/users', 1);
    await house.api.post('/sync-runs', { kind: 'sync' });
    await held.reached();
    await visitor.goTo('/configuration/user-sync');
    await page.getByText('The current run uses the previous settings.').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await held.release();
    await page.getByText('The current run uses the previous settings.').waitFor({ state: 'detached' });
  });

  step('decides about another tenant before it replaces the connected one', async () => {
    await visitor.goTo('/configuration/tenant-details');
    await page.getByRole('button', { name: 'Use another account' }).click();
    await page.getByRole('button', { name: 'Finn Admin' }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('Fabrikam waits to be connected').waitFor();
    expect(await visitor.barriers()).toEqual([]);
    await page.getByRole('button', { name: 'Keep Contoso' }).click();
    await page.getByText('Fabrikam waits to be connected').waitFor({ state: 'detached' });
    await page.getByText('Active · Contoso').waitFor();
  });

  step('may not be just anybody', async () => {
    const other = await Visitor.arrive(house.system.urls.gateway);
    await other.signIn('Uma User');
    await other.page.getByText('Your role is User.').waitFor();
    await other.leave();
  });

  it('has met no failure of a page, and nothing its security policy forbids', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
