import { setTimeout as pause } from 'node:timers/promises';

/** A problem document of the API, as an error. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    readonly body: { code?: string; detail?: string; [more: string]: unknown },
    what: string,
  ) {
    super(`${what}: ${status} ${body.code ?? ''} ${body.detail ?? ''}`.trim());
  }
}

export interface ApiAnswer<T> {
  status: number;
  headers: Headers;
  body: T;
}

const withinMs = 70_000;

/** Speaks to the gateway as a program does: a bearer token, JSON both ways, cookies only where Microsoft's redirects need them. */
export class ApiClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    readonly origin: string,
    private readonly token?: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await this.send<T>('GET', path)).body;
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return (await this.send<T>('POST', path, body)).body;
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return (await this.send<T>('PUT', path, body)).body;
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await this.fetch(method, path, body, headers);
    this.keepCookies(response);
    const text = await response.text();
    const parsed = (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : { detail: text }) as T;
    if (response.status >= 400) throw new ApiError(response.status, parsed as ApiError['body'], `${method} ${path}`);
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Whatever the answer is, as text. */
  async raw(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
    const response = await this.fetch(method, path.replace(/^\/api\/v1/, ''), body, {});
    return { status: response.status, text: await response.text() };
  }

  private fetch(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.origin}/api/v1${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
      headers: {
        accept: 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** Visits an address as the browser that holds our cookies does, and answers where it is sent next. */
  async visit(url: string): Promise<string> {
    const isOurs = new URL(url).origin === new URL(this.origin).origin;
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
      headers: isOurs ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {},
    });
    if (isOurs) this.keepCookies(response);
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${new URL(url).pathname} did not lead on but answered ${response.status}`);
    return new URL(location, url).href;
  }

  private keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

/** How long to wait before asking again: ever longer, so that following a long run doesn't slow it down. */
const PAUSES_MS = { first: 100, longest: 500 };

/** Asks again and again until the answer is there; throws with `what` if it isn't in time. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, timeoutMs = 120_000): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  for (let pauseMs = PAUSES_MS.first; ; pauseMs = Math.min(pauseMs * 1.1, PAUSES_MS.longest)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > giveUpAt) throw new Error(`${what}: not within ${timeoutMs / 1_000} s`);
    await pause(pauseMs);
  }
}
