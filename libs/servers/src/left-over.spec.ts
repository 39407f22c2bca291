import { isServer, parentOf } from './left-over.js';

describe(isServer.name, () => {
  const command = '/opt/servers/mongod-8.0.17 --dbpath /data/one --port 4000';

  it('recognizes a server by its name and its data folder', () => {
    expect(isServer(command, 'mongod', '/data/one')).toBe(true);
  });

  it.each([
    ['another server', 'nats-server', '/data/one'],
    ['the same server on another folder', 'mongod', '/data/on'],
    ['the same server on a folder inside', 'mongod', '/data'],
  ])('does not take it for %s', (_, name, dataDir) => {
    expect(isServer(command, name, dataDir)).toBe(false);
  });
});

describe(parentOf.name, () => {
  it('reads the parent behind a name with spaces and brackets', () => {
    expect(parentOf('4242 (odd) name (x) S 17 4242 4242 0 -1')).toBe(17);
  });
});
