import type { Run } from '@rollcall/contracts';
import { eventually } from '@rollcall/servers';
import type { JWTPayload } from 'jose';
import { aRun } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { LiveController } from './live.controller.js';

const mine = { accountId: 'AcTest', userId: 'Us1' };

describe(LiveController.name, () => {
  let gateway: Gateway;
  let unread: number;
  let runs: Run[];
  const streams: Stream[] = [];

  const open = async (headers: Record<string, string> = {}, claims: JWTPayload = {}) => {
    const token = await gateway.kissflow.token(claims);
    const stream = await Stream.open(`${await gateway.url()}/api/v1/live`, token, headers);
    streams.push(stream);
    return stream;
  };

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    unread = 2;
    runs = [];
    gateway.rpc.answer('rpc.runs.list', ({ kind }) => ({ items: kind === 'sync' ? runs : [] }));
    gateway.rpc.answer('rpc.inbox.list', ({ userId }) => ({ items: [], unread: userId === 'Us1' ? unread : 99 }));
  });

  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await eventually(() => expect(gateway.live.listening).toBe(0));
  });

  afterAll(() => gateway.close());

  it('begins with what there is, and goes on with what changes', async () => {
    const sut = await open();
    await eventually(() => expect(sut.events()).toEqual(['inbox {"items":[],"unread":2}']));
    unread = 3;
    gateway.live.tell('live.inbox', mine);

    await eventually(() => expect(sut.events().slice(1)).toEqual(['inbox {"items":[],"unread":3}']));
    expect(sut.type).toContain('text/event-stream');
  });

  it("keeps silent about other people's inboxes, and where nothing has changed", async () => {
    const sut = await open();
    await eventually(() => expect(sut.events()).toHaveLength(1));
    const asked = gateway.rpc.requestsTo('rpc.inbox.list').length;
    gateway.live.tell('live.inbox', { ...mine, userId: 'Us2' });
    gateway.live.tell('live.inbox', { ...mine, accountId: 'AcOther' });
    gateway.live.tell('live.inbox', mine);

    await eventually(() => expect(gateway.rpc.requestsTo('rpc.inbox.list')).toHaveLength(asked + 1));
    unread = 1;
    gateway.live.tell('live.inbox', mine);
    await eventually(() => expect(sut.events()).toHaveLength(2));
  });

  it('follows one person in so many windows and no more, until one is closed', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => open()));
    const refused = await gateway.call('get', '/live', { headers: { Accept: 'text/event-stream' } });
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests' },
      headers: { 'retry-after': '60' },
    });
    all[0]?.close();

    await eventually(async () => expect((await open()).type).toContain('text/event-stream'));
  });

  it('sends a browser that comes back only what it has not seen', async () => {
    const first = await open();
    await eventually(() => expect(first.lastId()).toBe('empty.2'));
    const sut = await open({ 'Last-Event-ID': first.lastId() });
    unread = 5;
    gateway.live.tell('live.inbox', mine);

    await eventually(() => expect(sut.events()).toEqual(['inbox {"items":[],"unread":5}']));
  });

  it('ends where the inbox can not be asked for, so that the browser comes back', async () => {
    const sut = await open();
    await eventually(() => expect(sut.events()).toHaveLength(1));
    gateway.rpc.answer('rpc.inbox.list', () => Promise.reject(new Error('the password is secret')));
    gateway.live.tell('live.inbox', mine);

    await eventually(() => expect(sut.ended).toBe(true));
    expect(sut.text).not.toContain('secret');
  });

  it('ends with the gateway, which does not wait for browsers to leave', async () => {
    const other = await Gateway.start();
    other.rpc.answer('rpc.runs.list', () => ({ items: [] }));
    other.rpc.answer('rpc.inbox.list', () => ({ items: [], unread: 0 }));
    const sut = await Stream.open(`${await other.url()}/api/v1/live`, await other.kissflow.token(), {});
    await eventually(() => expect(sut.events()).toHaveLength(1));
    await other.close();

    await eventually(() => expect(sut.ended).toBe(true));
  });

  it('tells administrators how far the latest run has come', async () => {
    runs = [aRun({ status: 'running', progress: { phase: 'reading', people: 999, expected: 4_812 } })];
    const sut = await open();
    const told = () => sut.events('progress');
    await eventually(() => expect(told()).toEqual([`progress ${JSON.stringify({ sync: runs[0] })}`]));

    runs = [aRun({ status: 'success' })];
    gateway.live.tell('live.progress', { accountId: 'AcOther' });
    gateway.live.tell('live.progress', { accountId: 'AcTest' });

    await eventually(() => expect(told().slice(1)).toEqual([`progress ${JSON.stringify({ sync: runs[0] })}`]));
  });

  it('tells nothing of runs to those who may not see them', async () => {
    const asked = gateway.rpc.requestsTo('rpc.runs.list').length;
    const sut = await open({}, { role: 'User' });
    await eventually(() => expect(sut.events()).toHaveLength(1));
    gateway.live.tell('live.progress', { accountId: 'AcTest' });

    expect(sut.events('progress')).toEqual([]);
    expect(gateway.rpc.requestsTo('rpc.runs.list')).toHaveLength(asked);
  });

  it('is for those who are signed in', async () => {
    expect((await gateway.raw('get', '/api/v1/live')).status).toBe(401);
  });
});

/** What a browser's EventSource reads. */
class Stream {
  text = '';
  ended = false;

  private constructor(
    readonly type: string,
    private readonly abort: AbortController,
  ) {}

  static async open(url: string, token: string, headers: Record<string, string>): Promise<Stream> {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
      signal: abort.signal,
    });
    const stream = new Stream(response.headers.get('content-type') ?? '', abort);
    void stream.read(response.body ?? new ReadableStream());
    return stream;
  }

  events(wanted = 'inbox'): string[] {
    return [...this.text.matchAll(/event: (\w+)\n(?:id: .*\n)?data: (.*)\n/g)]
      .filter(([, type]) => type === wanted)
      .map(([, type, data]) => `${type} ${data}`);
  }

  lastId(): string {
    return [...this.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '';
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // Closed by the test.
    }
    this.ended = true;
  }
}
