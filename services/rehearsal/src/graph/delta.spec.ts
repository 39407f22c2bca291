import { CONTOSO } from '../tenant/accounts.js';
import { anyText, recordWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

type Row = Record<string, unknown>;

describe('following changes of users', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 450 });
  let token: string;
  beforeEach(async () => (token = await rehearsal.visitor.consentedToken(CONTOSO)));

  const people = `/tenants/${CONTOSO}/people`;
  const olaf = `${people}/olaf.ordinary@contoso.com`;

  async function round(url: string): Promise<{ rows: Row[]; pages: number; deltaLink: string }> {
    const rows: Row[] = [];
    for (let next = url, pages = 1; ; pages += 1) {
      const { body } = await rehearsal.visitor.graph(token, next);
      rows.push(...(body['value'] as Row[]));
      if (typeof body['@odata.deltaLink'] === 'string') return { rows, pages, deltaLink: body['@odata.deltaLink'] };
      next = String(body['@odata.nextLink']);
    }
  }

  const fromNow = async (select = '') => (await round(`/users/delta?$deltatoken=latest${select}`)).deltaLink;

  it('tells everybody first, two hundred a page, and then nobody', async () => {
    const { rows, pages, deltaLink } = await round('/users/delta?$select=displayName');
    expect(rows).toHaveLength(450);
    expect(pages).toBe(3);
    expect(deltaLink).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\/delta\?\$deltatoken=/);
    expect((await round(deltaLink)).rows).toEqual([]);
  });

  it('begins from now with an empty answer', async () => {
    const { rows } = await round('/users/delta?$deltatoken=latest');
    expect(rows).toEqual([]);
  });

  it('leaves out what never had a value, and tells null for what was emptied', async () => {
    const { visitor } = rehearsal;
    const link = await fromNow('&$select=jobTitle,employeeLeaveDateTime');
    await visitor.control('PATCH', olaf, { properties: { jobTitle: null } });
    expect((await round(link)).rows).toEqual([{ id: anyText, jobTitle: null }]);
  });

  it('tells each changed person once, with the newest values, and goes on from there', async () => {
    const { visitor } = rehearsal;
    const link = await fromNow();
    await visitor.control('PATCH', olaf, { properties: { surname: 'First' } });
    await visitor.control('PATCH', olaf, { properties: { surname: 'Second' } });
    const first = await round(link);
    expect(first.rows.map(({ surname }) => surname)).toEqual(['Second']);
    await visitor.control('POST', `${people}/ana.admin@contoso.com/disable`);
    const second = await round(first.deltaLink);
    expect(second.rows.map(({ displayName }) => displayName)).toEqual(['Ana Admin']);
  });

  it('tells again what changes while a round is being read', async () => {
    const { visitor } = rehearsal;
    const first = await visitor.graph(token, '/users/delta?$select=surname');
    await visitor.control('PATCH', olaf, { properties: { surname: 'Meanwhile' } });
    const { deltaLink } = await round(String(first.body['@odata.nextLink']));
    expect((await round(deltaLink)).rows.map(({ surname }) => surname)).toEqual(['Meanwhile']);
  });

  it('tells a deletion as changed, a permanent one as deleted, and a restore as the person', async () => {
    const { visitor } = rehearsal;
    let link = await fromNow();
    const step = async (action: string) => {
      await visitor.control('POST', `${olaf}/${action}`);
      const { rows, deltaLink } = await round(link);
      link = deltaLink;
      return rows;
    };
    const removed = (reason: string) => [{ id: anyText, '@removed': { reason } }];
    expect(await step('delete')).toEqual(removed('changed'));
    expect(await step('restore')).toEqual([recordWith({ displayName: 'Olaf Ordinary' })]);
    await step('delete');
    expect(await step('purge')).toEqual(removed('deleted'));
  });

  it('tells new people, and managers as links', async () => {
    const { visitor } = rehearsal;
    const link = await fromNow('&$select=displayName,manager');
    const { body } = await visitor.control('POST', people, { properties: { displayName: 'Nina New' } });
    const boss = await visitor.control('GET', `${people}/ana.admin@contoso.com`);
    await visitor.control('PATCH', `${people}/${String(body['id'])}`, { managerId: boss.body['id'] });
    expect((await round(link)).rows).toEqual([
      {
        id: body['id'],
        displayName: 'Nina New',
        'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: boss.body['id'] }],
      },
    ]);
  });

  it('follows only the filtered ids, fifty at most', async () => {
    const { visitor } = rehearsal;
    const ana = String((await visitor.control('GET', `${people}/ana.admin@contoso.com`)).body['id']);
    const { rows, deltaLink } = await round(`/users/delta?$filter=id eq '${ana}'`);
    expect(rows.map(({ id }) => id)).toEqual([ana]);
    await visitor.control('PATCH', olaf, { properties: { surname: 'Other' } });
    expect((await round(deltaLink)).rows).toEqual([]);
    const many = Array.from({ length: 51 }, () => `id eq '${ana}'`).join(' or ');
    expect((await visitor.graph(token, `/users/delta?$filter=${many}`)).body.error?.message).toMatch(/At most 50/);
  });

  it.each([
    ['$top=10', '$top'],
    ['$expand=manager', '$expand'],
    ['$orderby=displayName', '$orderby'],
    ["$filter=startswith(displayName,'a')", 'id eq'],
    ['$select=aboutMe', 'not supported for the following properties: aboutMe'],
  ])('refuses %s', async (option, message) => {
    const { status, body } = await rehearsal.visitor.graph(token, `/users/delta?${option}`);
    expect(status).toBe(400);
    expect(body.error?.message).toContain(message);
  });

  it('expires a link after seven days with 410 and a place to start again', async () => {
    const { visitor } = rehearsal;
    const link = await fromNow();
    await visitor.control('POST', '/clock', { seconds: 7 * 86_400 + 1 });
    token = await visitor.consentedToken(CONTOSO);
    const { status, headers, body } = await visitor.graph(token, link);
    expect(status).toBe(410);
    expect(body.error?.code).toBe('syncStateNotFound');
    expect(headers.get('location')).toBe('https://graph.microsoft.com/v1.0/users/delta?$deltatoken=');
    expect((await round(String(headers.get('location')))).rows).toHaveLength(450);
  });

  it('lets links grow old by themselves, and last as long as it is told', async () => {
    const { visitor } = rehearsal;
    const age = (seconds: number) => visitor.control('POST', `/tenants/${CONTOSO}/age-delta-links`, { seconds });
    const link = await fromNow();
    await age(6 * 86_400);
    expect((await visitor.graph(token, link)).status).toBe(200);
    const younger = await fromNow();
    await age(86_401);
    expect((await visitor.graph(token, link)).status).toBe(410);
    expect((await visitor.graph(token, younger)).status).toBe(200);
    await visitor.control('PATCH', `/tenants/${CONTOSO}`, { deltaLifetimeSeconds: 3_600 });
    expect((await visitor.graph(token, younger)).status).toBe(410);
  });

  it('tells duplicates, the round before again, and empty pages in between, if it is told to', async () => {
    const { visitor } = rehearsal;
    const twist = (...deltaTwists: string[]) => visitor.control('PATCH', `/tenants/${CONTOSO}`, { deltaTwists });
    const names = ({ rows }: { rows: Row[] }) => rows.map(({ displayName }) => displayName);
    await visitor.control('PATCH', olaf, { properties: { jobTitle: 'First' } });
    const first = await fromNow('&$select=displayName');
    await visitor.control('PATCH', olaf, { properties: { jobTitle: 'Second' } });

    await twist('duplicates', 'emptyPages');
    const second = await round(first);
    expect([names(second), second.pages]).toEqual([['Olaf Ordinary', 'Olaf Ordinary'], 2]);

    await twist('replays');
    await visitor.control('POST', `${people}/ana.admin@contoso.com/disable`);
    expect(names(await round(second.deltaLink))).toEqual(['Olaf Ordinary', 'Ana Admin']);
  });

  it('expires a link with 400 if the tenant is told to', async () => {
    const { visitor } = rehearsal;
    const link = await fromNow();
    await visitor.control('PATCH', `/tenants/${CONTOSO}`, { expiredDeltaStatus: 400 });
    await visitor.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'delta-links' });
    const { status, headers } = await visitor.graph(token, link);
    expect(status).toBe(400);
    expect(headers.get('location')).toBeNull();
  });
});
