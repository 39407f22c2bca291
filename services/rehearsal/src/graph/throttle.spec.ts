import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { rehearse } from '../testing/rehearse.js';

describe('throttling by resource units', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 30 });
  let token: string;
  beforeEach(async () => (token = await rehearsal.visitor.consentedToken(CONTOSO)));

  const unitsOf = async (url: string) =>
    Number(
      (await rehearsal.visitor.graph(token, url, { ConsistencyLevel: 'eventual' })).headers.get('x-ms-resource-unit'),
    );

  it('costs what Microsoft publishes', async () => {
    const [group] = await rehearsal.visitor.all(token, '/groups?$select=id');
    const members = `/groups/${String(group?.['id'])}`;
    expect(await unitsOf('/users')).toBe(2);
    expect(await unitsOf('/users?$select=id')).toBe(1);
    expect(await unitsOf('/users?$select=id&$top=5')).toBe(1);
    expect(await unitsOf('/users?$expand=manager')).toBe(3);
    expect(await unitsOf('/organization')).toBe(1);
    expect(await unitsOf(`${members}/members`)).toBe(3);
    expect(await unitsOf(`${members}/transitiveMembers`)).toBe(5);
    expect(await unitsOf(`${members}/transitiveMembers?$select=id`)).toBe(4);
  });

  it('refuses with a fractional time to wait when the bucket is empty, one tenant without the other', async () => {
    const { visitor } = rehearsal;
    const other = await visitor.consentedToken(FABRIKAM);
    await visitor.control('POST', '/throttle', { unitsPer10Seconds: 3 });
    expect((await visitor.graph(token, '/users')).status).toBe(200);
    const { status, headers, body } = await visitor.graph(token, '/users');
    expect(status).toBe(429);
    expect(body.error).toMatchObject({ code: 'TooManyRequests', message: 'Please retry again later.' });
    expect(headers.get('retry-after')).toMatch(/^[23]\.\d+$/);
    expect(headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
    expect(headers.get('x-ms-throttle-scope')).toMatch(new RegExp(`^Tenant_Application/ReadWrite/.*/${CONTOSO}$`));
    expect((await visitor.graph(other, '/users')).status).toBe(200);

    await visitor.control('POST', '/throttle', { unitsPer10Seconds: null });
    expect((await visitor.graph(token, '/users')).status).toBe(200);
  });

  it('throttles one tenant only if told so', async () => {
    const { visitor } = rehearsal;
    const other = await visitor.consentedToken(FABRIKAM);
    await visitor.control('POST', '/throttle', { unitsPer10Seconds: 1, tenant: FABRIKAM });
    const statuses = async (of: string) =>
      [await visitor.graph(of, '/organization'), await visitor.graph(of, '/organization')].map(({ status }) => status);
    expect(await statuses(token)).toEqual([200, 200]);
    expect(await statuses(other)).toEqual([200, 429]);
  });

  it('warns above four fifths of the limit', async () => {
    const { visitor } = rehearsal;
    await visitor.control('POST', '/throttle', { unitsPer10Seconds: 10 });
    const share = async () => (await visitor.graph(token, '/users')).headers.get('x-ms-throttle-limit-percentage');
    expect([await share(), await share(), await share(), await share()]).toEqual([null, null, null, null]);
    expect(await share()).toBe('1.0');
  });
});
