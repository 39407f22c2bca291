import { checksumOf } from './fetch-archive.js';

describe(checksumOf.name, () => {
  const one = 'a'.repeat(64);
  const two = 'B'.repeat(64);

  it('finds the line of the file, with either mark and any case', () => {
    const list = `${one}  nats-server-linux.tar.gz\n${two} *nats-server-darwin.tar.gz\n`;
    expect(checksumOf('nats-server-linux.tar.gz', list)).toBe(one);
    expect(checksumOf('nats-server-darwin.tar.gz', list)).toBe('b'.repeat(64));
  });

  it('knows nothing of a file that is not listed, nor of a page that is no list', () => {
    expect(checksumOf('server.tar.gz', `${one}  nats-server.tar.gz`)).toBeUndefined();
    expect(checksumOf('server.tar.gz', '<html>server.tar.gz not found</html>')).toBeUndefined();
  });
});
