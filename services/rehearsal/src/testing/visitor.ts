import { createHash, randomBytes } from 'node:crypto';
import { problemsOf } from './graph-schema.js';
import { REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from '../environment.js';

const REDIRECT_URI = 'http://localhost:4000/callback';
const PUBLIC_GRAPH = 'https://graph.microsoft.com';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { error?: { code: string; message: string } };
}

/** Does what Rollcall does at Microsoft, step by step and without its libraries. */
export class Visitor {
  private readonly verifier = randomBytes(32).toString('base64url');

  constructor(private readonly origin: string) {}

  authorizeUrl(more: Record<string, string> = {}, tenant = 'organizations'): string {
    return this.url(`/${tenant}/oauth2/v2.0/authorize`, {
      client_id: REHEARSAL_CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile User.Read',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
  }

  consentUrl(more: Record<string, string> = {}, tenant = 'organizations'): string {
    return this.url(`/${tenant}/v2.0/adminconsent`, {
      client_id: REHEARSAL_CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      scope: 'https://graph.microsoft.com/.default',
      state: 'state-2',
      ...more,
    });
  }

  url(path: string, query: Record<string, string>): string {
    const text = new URLSearchParams(query).toString();
    return text === '' ? `${this.origin}${path}` : `${this.origin}${path}?${text}`;
  }

  /** The parameters of the address a browser is sent to. */
  async follow(url: string): Promise<Record<string, string>> {
    const response = await fetch(url, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) throw new Error(`no redirect but ${response.status}`);
    return Object.fromEntries(new URL(location).searchParams);
  }

  async codeFor(upn: string): Promise<string> {
    const { code } = await this.follow(this.authorizeUrl({ rehearsal_account: upn }));
    return String(code);
  }

  async redeem(code: string, more: Record<string, string> = {}, tenant = 'organizations'): Promise<Answer> {
    return this.token(tenant, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: this.verifier,
      client_info: '1',
      ...more,
    });
  }

  async applicationToken(tenant: string, more: Record<string, string> = {}): Promise<Answer> {
    return this.token(tenant, {
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      ...more,
    });
  }

  async token(tenant: string, form: Record<string, string>): Promise<Answer> {
    const body = new URLSearchParams({
      client_id: REHEARSAL_CLIENT_ID,
      client_secret: REHEARSAL_CLIENT_SECRET,
      ...form,
    });
    return read(await fetch(`${this.origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body }));
  }

  /** Consents in a tenant and comes back with an application's access token for it. */
  async consentedToken(tenant: string): Promise<string> {
    await this.control('PUT', `/tenants/${tenant}/consent`);
    return String((await this.applicationToken(tenant)).body['access_token']);
  }

  /** Every answer of Graph is checked against Microsoft's schema on its way. */
  async graph(token: string, url: string, headers: Record<string, string> = {}): Promise<Answer> {
    const address = url.startsWith(PUBLIC_GRAPH) ? url.replace(PUBLIC_GRAPH, this.origin) : `${this.origin}/v1.0${url}`;
    return fitting(await read(await fetch(address, { headers: { authorization: `Bearer ${token}`, ...headers } })));
  }

  async batch(token: string, requests: unknown[]): Promise<Answer> {
    const answer = await read(
      await fetch(`${this.origin}/v1.0/$batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ requests }),
      }),
    );
    return fitting(answer);
  }

  /** Every record of a list, page after page. */
  async all(token: string, url: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let next: unknown = url; typeof next === 'string';) {
      const { body } = await this.graph(token, next, headers);
      found.push(...(body['value'] as Record<string, unknown>[]));
      next = body['@odata.nextLink'];
    }
    return found;
  }

  async control(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return read(await fetch(`${this.origin}/control${path}`, init));
  }
}

function fitting(answer: Answer): Answer {
  const problems = answer.body['text'] === undefined ? problemsOf(answer.body) : [];
  if (problems.length > 0) throw new Error(`Microsoft would not answer so: ${problems.slice(0, 5).join('; ')}`);
  return answer;
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const body = isJson && text !== '' ? (JSON.parse(text) as Answer['body']) : { text };
  return { status: response.status, headers: response.headers, body };
}
