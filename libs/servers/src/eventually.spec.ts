import { eventually } from './eventually.js';

describe(eventually.name, () => {
  it('repeats the check until it stops throwing and gives back what it returned', async () => {
    let calls = 0;
    const value = await eventually(
      () => {
        calls += 1;
        if (calls < 3) throw new Error('not yet');
        return 'there';
      },
      { intervalMs: 1 },
    );
    expect({ value, calls }).toEqual({ value: 'there', calls: 3 });
  });

  it('throws the last error at time-out', async () => {
    let calls = 0;
    const check = () => Promise.reject(new Error(`refused ${(calls += 1)}`));
    const error = await eventually(check, { timeoutMs: 20, intervalMs: 5 }).catch((thrown: unknown) => thrown);
    expect(calls).toBeGreaterThan(1);
    expect(error).toEqual(new Error(`refused ${calls}`));
  });

  it('gives up on a check that never answers', async () => {
    const hanging = eventually(() => new Promise(() => undefined), { timeoutMs: 20 });
    await expect(hanging).rejects.toThrow('The check did not answer within 20 ms.');
  });
});
