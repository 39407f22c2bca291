import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { anyText, recordWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

describe('the directory behind Graph', () => {
  const rehearsal = rehearse();

  const people = `/tenants/${CONTOSO}/people`;
  const summary = async (tenant = CONTOSO) =>
    (await rehearsal.visitor.control('GET', `/tenants/${tenant}/summary`)).body;
  const post = (path: string, body?: unknown) => rehearsal.visitor.control('POST', path, body);

  it('counts the people it holds one by one, and agrees with Graph', async () => {
    const counted = await summary();
    expect(counted).toMatchObject({ people: 250, enabled: 242, disabled: 8, guests: 10, deleted: 0, groups: 12 });
    expect(Number(counted['mappable']) + Number(counted['unmappable'])).toBe(242);
    expect(Number(counted['mappable'])).toBeGreaterThan(0.95 * 242);

    const { visitor } = rehearsal;
    const token = await visitor.consentedToken(CONTOSO);
    const all = await visitor.all(token, '/users?$top=999&$select=id,accountEnabled,userType,mail,givenName,surname');
    const count = (test: (user: Record<string, unknown>) => boolean) => all.filter(test).length;
    expect(counted).toMatchObject({
      people: all.length,
      enabled: count((user) => user['accountEnabled'] === true),
      guests: count((user) => user['userType'] === 'Guest'),
      withoutMail: count((user) => user['mail'] === null),
      withoutGivenName: count((user) => user['givenName'] === null),
      withoutSurname: count((user) => user['surname'] === null),
    });
  });

  it('lists the tenants, and lets them be called by a domain', async () => {
    const { body } = await rehearsal.visitor.control('GET', '/tenants');
    expect(Object.values(body)).toEqual([
      recordWith({ id: CONTOSO, name: 'Contoso' }),
      recordWith({ id: FABRIKAM, domains: ['fabrikam.com', 'fabrikam.onmicrosoft.com'] }),
    ]);
    expect(await summary('fabrikam.com')).toMatchObject({ tenantId: FABRIKAM, people: 25 });
  });

  it('takes another tenant, with an administrator who may consent for it', async () => {
    const plan = { name: 'Adatum', domain: 'adatum.example', people: 12, groups: 2 };
    const { body, status } = await post('/tenants', plan);
    expect({ status, administrator: body['administrator'] }).toEqual({
      status: 201,
      administrator: 'admin@adatum.example',
    });
    expect(await summary('adatum.example')).toMatchObject({ tenantId: body['id'], people: 12, groups: 2 });
    const tenant = String(body['id']);
    const token = await rehearsal.visitor.consentedToken(tenant);
    expect(await rehearsal.visitor.all(token, '/users?$select=id')).toHaveLength(12);
    expect((await post('/tenants', plan)).status).toBe(400);
  });

  it('answers pages as small as it is told, and the whole list all the same', async () => {
    const token = await rehearsal.visitor.consentedToken(CONTOSO);
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}`, { largestPage: 40 });
    const { body } = await rehearsal.visitor.graph(token, '/users?$top=999&$select=id');
    expect(body['value']).toHaveLength(40);
    expect(await rehearsal.visitor.all(token, '/users?$top=999&$select=id')).toHaveLength(250);
  });

  it('lists the people of a group, those of nested groups and of circles too', async () => {
    const { body } = await rehearsal.visitor.control('GET', `/tenants/${CONTOSO}/groups`);
    for (const { id, peopleWithNested } of Object.values(body) as { id: string; peopleWithNested: number }[]) {
      const people = await rehearsal.visitor.control('GET', `/tenants/${CONTOSO}/groups/${id}/people`);
      expect(Object.values(people.body)).toHaveLength(peopleWithNested);
    }
  });

  it('changes many people at once, whoever they are, and counts them', async () => {
    expect((await post(`${people}/bulk`, { action: 'rename', count: 3 })).body['ids']).toHaveLength(3);
    expect((await post(`${people}/bulk`, { action: 'disable', count: 2 })).body['ids']).toHaveLength(2);
    expect((await post(`${people}/bulk`, { action: 'delete', count: 1 })).body['ids']).toHaveLength(1);
    expect(await summary()).toMatchObject({ people: 249, disabled: 10, deleted: 1 });
    const { body } = await rehearsal.visitor.control('GET', `${people}?search=renamed`);
    expect(Object.values(body)).toHaveLength(2);
    expect((await post(`${people}/bulk`, { action: 'delete', count: 500 })).status).toBe(400);
  });

  it('gives people another name every time they are renamed', async () => {
    const names = new Set<unknown>();
    for (let times = 0; times < 12; times++) {
      const { ids } = (await post(`${people}/bulk`, { action: 'rename', count: 1 })).body as { ids: string[] };
      names.add((await rehearsal.visitor.control('GET', `${people}/${ids[0]}`)).body['surname']);
    }
    expect(names.size).toBe(12);
    expect([...names].every((name) => String(name).length <= 64)).toBe(true);
  });

  it('creates, changes, disables, enables and restores a person', async () => {
    const created = await post(people, { properties: { givenName: 'Nina', surname: 'New', mail: 'nina@contoso.com' } });
    const path = `${people}/${String(created.body['id'])}`;
    expect(created.body).toMatchObject({ accountEnabled: true, userPrincipalName: 'new.person250@contoso.com' });
    await rehearsal.visitor.control('PATCH', path, { properties: { mail: null } });
    expect((await post(`${path}/disable`)).body).toMatchObject({ accountEnabled: false, mail: null });
    expect((await post(`${path}/enable`)).body).toMatchObject({ accountEnabled: true });
    expect((await post(`${path}/delete`)).body).toMatchObject({
      state: 'deleted',
      deletedDateTime: anyText,
    });
    expect((await post(`${path}/restore`)).body).toMatchObject({ state: 'present', deletedDateTime: null });
  });

  it('is as at the beginning after a reset', async () => {
    const before = await rehearsal.visitor.control('GET', `${people}?limit=1000`);
    await post(`${people}/bulk`, { action: 'delete', count: 50 });
    await post('/reset');
    expect(await rehearsal.visitor.control('GET', `${people}?limit=1000`)).toMatchObject({ body: before.body });
  });

  it.each([
    ['POST', people, { properties: { givneName: 'x' } }, 400, 'no property givneName'],
    ['PATCH', `${people}/ana.admin@contoso.com`, { properties: { id: 'x' } }, 400, 'no property id'],
    ['POST', people, { properties: { accountEnabled: 'yes' } }, 400, 'accountEnabled must be Boolean'],
    ['POST', people, { properties: { employeeHireDate: '06/06/2019' } }, 400, 'must be DateTimeOffset'],
    ['POST', people, { properties: { userPrincipalName: 'Ana.Admin@contoso.com' } }, 400, 'must be unique'],
    ['POST', `${people}/bulk`, { action: 'promote', count: 1 }, 400, 'action must be one of'],
    ['POST', `${people}/ana.admin@contoso.com/promote`, undefined, 404, "There is no 'promote'"],
    ['GET', `${people}/nobody@contoso.com`, undefined, 404, "no person 'nobody@contoso.com' in Contoso"],
    ['GET', `${people}?limit=0`, undefined, 400, 'limit must not be less than 1'],
    ['GET', '/tenants/northwind/summary', undefined, 404, "There is no tenant 'northwind'"],
    ['DELETE', `/tenants/${CONTOSO}/groups/1`, undefined, 404, "There is no group '1'"],
    ['DELETE', `/tenants/${CONTOSO}/consent/Mail.Read`, undefined, 404, 'Mail.Read is not granted'],
    ['PATCH', `/tenants/${CONTOSO}`, { expiredDeltaStatus: 500 }, 400, 'expiredDeltaStatus must be one of'],
  ])('refuses %s %s', async (method, path, body, status, message) => {
    const answer = await rehearsal.visitor.control(method, path, body);
    expect(answer.status).toBe(status);
    expect(String(answer.body['message'])).toContain(message);
  });

  it('has a page with a button for the commonest changes', async () => {
    const page = String((await rehearsal.visitor.control('GET', '')).body['text']);
    expect(page).toContain('250 people: 8 disabled, 10 guests');
    expect(page).toContain('Revoke the consent');
    const paths = [...page.matchAll(/data-path="\/control([^"]+)"\s+data-body="([^"]*)"/g)];
    expect(paths.length).toBeGreaterThan(20);
  });

  it('has only buttons that work', async () => {
    const page = String((await rehearsal.visitor.control('GET', '')).body['text']);
    const buttons = page.matchAll(/data-method="(\w+)"\s+data-path="\/control([^"]+)"\s+data-body="([^"]*)"/g);
    for (const [, method = '', path = '', body = ''] of buttons) {
      const json = body === '' ? undefined : (JSON.parse(body.replaceAll('&quot;', '"')) as unknown);
      const { status } = await rehearsal.visitor.control(method, path, json);
      expect([path, status < 300]).toEqual([path, true]);
      await rehearsal.visitor.control('POST', '/reset');
    }
  });
});

describe('further tenants', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 40, REHEARSAL_TENANTS: 2 });

  it('have people of their own, and an administrator who can consent', async () => {
    const { visitor } = rehearsal;
    const first = await visitor.control('GET', '/tenants/northwind-1.com/summary');
    const second = await visitor.control('GET', '/tenants/northwind-2.com/summary');
    expect([first.body['people'], second.body['people']]).toEqual([40, 40]);
    const [one, two] = [String(first.body['tenantId']), String(second.body['tenantId'])];
    const idsOf = async (tenant: string) => {
      const token = await visitor.consentedToken(tenant);
      return (await visitor.all(token, '/users?$select=id')).map(({ id }) => id);
    };
    expect(new Set([...(await idsOf(one)), ...(await idsOf(two))]).size).toBe(80);
  });
});

describe('health', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 10 });

  it.each(['/health/live', '/health/ready'])('answers at %s', async (path) => {
    const response = await fetch(rehearsal.visitor.url(path, {}));
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('leads a visitor to the control page', async () => {
    const response = await fetch(rehearsal.visitor.url('/', {}), { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/control');
  });
});
