import { onPort } from './on-port.js';
import { PortTakenError } from './server-process.js';

describe(onPort.name, () => {
  it('uses the port that is asked for', async () => {
    await expect(onPort(4000, (port) => Promise.resolve(port))).resolves.toBe(4000);
  });

  it('takes another free port when somebody was faster', async () => {
    const tried: number[] = [];
    const port = await onPort(undefined, (free) => {
      tried.push(free);
      return tried.length < 3 ? Promise.reject(new PortTakenError('address already in use')) : Promise.resolve(free);
    });
    expect(tried).toHaveLength(3);
    expect(port).toBe(tried.at(-1));
  });

  it('gives up after five ports, and at once on any other failure', async () => {
    let tries = 0;
    const failWith = (error: Error) => () => {
      tries += 1;
      return Promise.reject(error);
    };
    await expect(onPort(undefined, failWith(new PortTakenError('address already in use')))).rejects.toThrow('in use');
    expect(tries).toBe(5);
    await expect(onPort(undefined, failWith(new Error('disk full')))).rejects.toThrow('disk full');
    expect(tries).toBe(6);
  });

  it('does not leave the port that is asked for', async () => {
    const starting = onPort(4000, () => Promise.reject(new PortTakenError('address already in use')));
    await expect(starting).rejects.toThrow('Port 4000 is taken: stop what listens there, or give another port.');
  });
});
