import { explainMongodLog, isMongodReady } from './mongod-log.js';

const line = (s: string, id: number, msg: string, attr = {}) => JSON.stringify({ s, c: 'CONTROL', id, msg, attr });

describe(isMongodReady.name, () => {
  it('goes by the number of the message', () => {
    expect(isMongodReady(line('I', 23016, 'Waiting for connections', { port: 27017 }))).toBe(true);
    expect(isMongodReady(line('I', 4615611, 'MongoDB starting'))).toBe(false);
    expect(isMongodReady('not JSON')).toBe(false);
  });
});

describe(explainMongodLog.name, () => {
  const shutdown = Array.from({ length: 50 }, (_, index) => line('I', index, `Shutting down part ${index}`));

  it('picks the error out of the long tale of the shutdown', () => {
    const cause = line('E', 23024, 'Failed to unlink socket file', { path: '/tmp/x.sock' });
    expect(explainMongodLog([cause, ...shutdown])).toEqual([
      'E CONTROL Failed to unlink socket file {"path":"/tmp/x.sock"}',
    ]);
  });

  it('keeps what is not JSON, as a crash or a bad argument is told in plain words', () => {
    expect(explainMongodLog(['Error parsing command line: unrecognised option', ...shutdown])).toEqual([
      'Error parsing command line: unrecognised option',
    ]);
  });

  it('shows the end of the log where nothing is marked as an error', () => {
    expect(explainMongodLog(shutdown).at(-1)).toBe('I CONTROL Shutting down part 49 {}');
  });
});
