import { currentTraceId, nextTraceparent, runInTrace } from './trace.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

describe(runInTrace, () => {
  it('goes on with the trace a message came with, across awaits', async () => {
    await runInTrace(`00-${traceId}-00f067aa0ba902b7-01`, async () => {
      await Promise.resolve();
      expect(currentTraceId()).toBe(traceId);
      expect(nextTraceparent()).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
      expect(nextTraceparent()).not.toContain('00f067aa0ba902b7');
    });
  });

  it.each([undefined, '', 'nonsense', `00-${traceId}`])('begins a new trace for %p', (traceparent) => {
    runInTrace(traceparent, () => {
      expect(currentTraceId()).toMatch(/^[0-9a-f]{32}$/);
      expect(currentTraceId()).not.toBe(traceId);
    });
  });

  it('is over when the work is', () => {
    runInTrace(undefined, () => undefined);
    expect(currentTraceId()).toBeUndefined();
  });
});
