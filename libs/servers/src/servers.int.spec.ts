import { connect } from '@nats-io/transport-node';
import { testServers } from './index.js';

describe(testServers.name, () => {
  it('gives a nats-server that answers', async () => {
    const connection = await connect({ servers: testServers().natsUrl });
    expect(connection.info?.max_payload).toBe(8 * 1024 * 1024);
    await connection.close();
  });
});
