export interface TestServers {
  mongoUrl: string;
  natsUrl: string;
}

declare global {
  var rollcallTestServers: TestServers | undefined;
}

/** The mongod and nats-server of this jest worker, empty when a test file begins. */
export function testServers(): TestServers {
  const servers = globalThis.rollcallTestServers;
  if (!servers) {
    throw new Error(
      'There are test servers in integration tests only: name the file *.int.spec.ts and run test:integration.',
    );
  }
  return servers;
}
