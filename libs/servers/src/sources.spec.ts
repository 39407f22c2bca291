import { mongodArchive, natsServerArchive } from './sources.js';

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n';
const UBUNTU = 'NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n';
const ROCKY = 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="8.9"\n';
const AMAZON = 'NAME="Amazon Linux"\nVERSION_ID="2023"\nID="amzn"\nID_LIKE="fedora"\n';
const ARCH = 'NAME="Arch Linux"\nID=arch\n';

describe(mongodArchive.name, () => {
  it.each([
    ['linux', 'x64', DEBIAN, 'linux/mongodb-linux-x86_64-debian12-8.0.17.tgz'],
    ['linux', 'arm64', DEBIAN, 'linux/mongodb-linux-aarch64-ubuntu2204-8.0.17.tgz'],
    ['linux', 'x64', UBUNTU, 'linux/mongodb-linux-x86_64-ubuntu2404-8.0.17.tgz'],
    ['linux', 'x64', UBUNTU.replace('24', '22'), 'linux/mongodb-linux-x86_64-ubuntu2204-8.0.17.tgz'],
    ['linux', 'x64', ROCKY, 'linux/mongodb-linux-x86_64-rhel8-8.0.17.tgz'],
    ['linux', 'arm64', ROCKY.replace('8.9', '9.4'), 'linux/mongodb-linux-aarch64-rhel93-8.0.17.tgz'],
    ['linux', 'x64', AMAZON, 'linux/mongodb-linux-x86_64-amazon2023-8.0.17.tgz'],
    ['linux', 'x64', ARCH, 'linux/mongodb-linux-x86_64-ubuntu2204-8.0.17.tgz'],
    ['darwin', 'arm64', '', 'osx/mongodb-macos-arm64-8.0.17.tgz'],
    ['win32', 'x64', '', 'windows/mongodb-windows-x86_64-8.0.17.zip'],
  ] as const)('on %s %s takes the build for that system', (platform, arch, osRelease, file) => {
    const url = `https://fastdl.mongodb.org/${file}`;
    expect(mongodArchive({ platform, arch, osRelease }, '8.0.17')).toEqual({
      url,
      checksumUrl: `${url}.sha256`,
      member: platform === 'win32' ? 'bin/mongod.exe' : 'bin/mongod',
    });
  });

  it('knows none for systems MongoDB does not build for', () => {
    expect(mongodArchive({ platform: 'linux', arch: 'riscv64', osRelease: DEBIAN }, '8.0.17')).toBeUndefined();
    expect(mongodArchive({ platform: 'freebsd', arch: 'x64', osRelease: '' }, '8.0.17')).toBeUndefined();
  });
});

describe(natsServerArchive.name, () => {
  it.each([
    ['linux', 'x64', 'nats-server-v2.15.1-linux-amd64', '.tar.gz', 'nats-server'],
    ['darwin', 'arm64', 'nats-server-v2.15.1-darwin-arm64', '.tar.gz', 'nats-server'],
    ['win32', 'x64', 'nats-server-v2.15.1-windows-amd64', '.zip', 'nats-server.exe'],
  ] as const)('on %s %s takes the release for that system', (platform, arch, name, ending, program) => {
    const release = 'https://github.com/nats-io/nats-server/releases/download/v2.15.1';
    expect(natsServerArchive({ platform, arch }, '2.15.1')).toEqual({
      url: `${release}/${name}${ending}`,
      checksumUrl: `${release}/SHA256SUMS`,
      member: program,
    });
  });
});
