import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { textWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';
import { KISSFLOW_PEOPLE } from './kissflow-people.js';

const RETURN_TO = 'http://localhost:8080/api/v1/session';

describe('Kissflow’s sign-in', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 10 });

  const post = (path: string, form: Record<string, string>) =>
    fetch(rehearsal.visitor.url(path, {}), { method: 'POST', body: new URLSearchParams(form) });
  const token = async (person: object) => {
    const response = await fetch(rehearsal.visitor.url('/kissflow/token', {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    return { status: response.status, body: (await response.json()) as { token: string; message?: string[] } };
  };

  it.each(KISSFLOW_PEOPLE)(
    'gives $name a token that its published keys verify',
    async ({ id, account, role, name, email }) => {
      const { body } = await token({ person: id });
      const keys = createRemoteJWKSet(new URL(rehearsal.visitor.url('/kissflow/jwks.json', {})));
      const { payload } = await jwtVerify(body.token, keys, {
        issuer: 'https://kissflow.rehearsal',
        audience: 'rollcall',
        algorithms: ['RS256'],
      });
      expect(payload).toMatchObject({ sub: id, account, role, name, email });
    },
  );

  it('gives a token that is past its time when asked for one', async () => {
    const { body } = await token({ person: 'Us0000001', expiresInSeconds: -60 });
    expect(Number(decodeJwt(body.token).exp)).toBeLessThan(Date.now() / 1000);
  });

  it('gives a token for any account to whoever needs many', async () => {
    const { body } = await token({ person: 'Us0000001', account: 'Ac0000042' });
    expect(decodeJwt(body.token)).toMatchObject({ account: 'Ac0000042', role: 'SuperAdmin' });
    expect((await token({ person: 'Us0000001', account: '42' })).status).toBe(400);
  });

  it('lists the people on a page that remembers where to return', async () => {
    const page = await (await fetch(rehearsal.visitor.url('/kissflow/sign-in', { return_to: RETURN_TO }))).text();
    for (const { name } of KISSFLOW_PEOPLE) expect(page).toContain(name);
    expect(page).toContain(`name="return_to" value="${RETURN_TO}"`);
  });

  it('posts the token to where the visitor came from, and never puts it into an address', async () => {
    const response = await post('/kissflow/sign-in', { person: 'Us0000002', return_to: RETURN_TO });
    const page = await response.text();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(page).toContain(`<form method="post" action="${RETURN_TO}">`);
    const [, issued = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
    expect(decodeJwt(issued)).toMatchObject({ role: 'IamAdmin' });
  });

  it('hands no token to a foreign address', async () => {
    const return_to = 'https://evil.example/session';
    expect((await fetch(rehearsal.visitor.url('/kissflow/sign-in', { return_to }))).status).toBe(400);
    const response = await post('/kissflow/sign-in', { person: 'Us0000001', return_to });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('eyJ');
  });

  it('knows nobody else', async () => {
    const { status, body } = await token({ person: 'Us0000009' });
    expect(status).toBe(400);
    expect(body.message).toEqual([textWith('person must be one of')]);
  });
});
