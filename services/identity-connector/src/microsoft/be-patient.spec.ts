import { RetryLaterError } from '@rollcall/messaging';
import { type Answer, patiently, readAnswer, readRetryAfter, waitAfter } from './be-patient.js';

const now = Date.parse('2026-03-01T10:00:00Z');
const quick = { longestWaitMs: 50, tries: 3, tryMs: 200, totalMs: 1_000 };
const anAnswer = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: new Headers(headers),
  body: {},
});

describe(readRetryAfter.name, () => {
  it.each([
    ['2.128', 2_128],
    ['0', 0],
    ['-5', 0],
    ['Sun, 01 Mar 2026 10:00:07 GMT', 7_000],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['31536000', 3_600_000],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j as %p ms', (text, expected) => {
    expect(readRetryAfter(text, now)).toBe(expected);
  });
});

describe(waitAfter.name, () => {
  it.each([200, 301, 400, 401, 403, 404, 410, 501])('takes status %d for final', (status) => {
    expect(waitAfter(status, '1', 1, now)).toBeUndefined();
  });

  it.each([0, 408, 429, 500, 502, 503, 504, 509])(
    'asks again after status %d, as long later as it was told',
    (status) => {
      expect(waitAfter(status, '1.5', 3, now)).toBe(1_500);
    },
  );

  it('waits longer each time if it was not told how long', () => {
    expect([1, 2, 3].map((tried) => waitAfter(0, null, tried, now))).toEqual([200, 400, 800]);
    expect([1, 2, 3].map((tried) => waitAfter(503, null, tried, now))).toEqual([500, 1_000, 2_000]);
  });
});

describe(patiently.name, () => {
  /** Gives one outcome after the other. */
  const asking = (...outcomes: (Answer | Error)[]) => {
    const asked = { times: 0 };
    const ask = (): Promise<Answer> => {
      const outcome = outcomes[asked.times++];
      if (!outcome) throw new Error('asked too often');
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    };
    return { ask, asked };
  };

  it('sits out short waits', async () => {
    const { ask, asked } = asking(
      anAnswer(429, { 'retry-after': '0.01' }),
      anAnswer(503, { 'retry-after': '0' }),
      anAnswer(200),
    );

    await expect(patiently(ask, quick)).resolves.toMatchObject({ status: 200 });
    expect(asked.times).toBe(3);
  });

  it('hands back a final refusal without asking again', async () => {
    const { ask, asked } = asking(anAnswer(404));

    await expect(patiently(ask, quick)).resolves.toMatchObject({ status: 404 });
    expect(asked.times).toBe(1);
  });

  it('leaves a long wait to the caller, with its length', async () => {
    const { ask, asked } = asking(anAnswer(429, { 'retry-after': '37' }));

    await expect(patiently(ask, quick)).rejects.toMatchObject({
      name: RetryLaterError.name,
      waitMs: 37_000,
      code: 'directory-throttled',
    });
    expect(asked.times).toBe(1);
  });

  it('gives up after some tries and keeps the cause', async () => {
    const reset = new Error('socket hang up');
    const { ask, asked } = asking(reset, reset, reset);

    const error: unknown = await patiently(ask, { ...quick, longestWaitMs: 1_000 }).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(RetryLaterError);
    expect(error).toMatchObject({ cause: reset, waitMs: 10_000 });
    expect(asked.times).toBe(3);
  });

  it('does not wait for an answer for ever', async () => {
    const never = (signal: AbortSignal) =>
      new Promise<Answer>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });

    const asked = patiently(never, { ...quick, tryMs: 10, longestWaitMs: 1_000, tries: 2 });

    await expect(asked).rejects.toBeInstanceOf(RetryLaterError);
  });
});

describe(readAnswer.name, () => {
  const read = (text: string, type: string) => readAnswer(new Response(text, { headers: { 'content-type': type } }));

  it('reads JSON and plain text, and nothing else', async () => {
    await expect(read('{"a":1}', 'application/json;odata.metadata=minimal')).resolves.toMatchObject({
      body: { a: 1 },
    });
    await expect(read('17', 'text/plain')).resolves.toMatchObject({ body: '17' });
    await expect(read('<h1>Sorry</h1>', 'text/html')).resolves.toMatchObject({ body: undefined });
  });

  it('fails on JSON that breaks off', async () => {
    await expect(read('{"value":[', 'application/json')).rejects.toBeInstanceOf(SyntaxError);
  });
});
