import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@rollcall/servers';
import { startSystem } from './start-system.js';

describe(startSystem.name, () => {
  let dataDir: string;
  let squatter: Server;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-local-'));
  });

  afterEach(async () => {
    squatter.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says which port is taken and how to choose another, before it starts anything', async () => {
    const port = await freePort();
    squatter = createServer().listen(port);
    const steps: string[] = [];
    const settings = { gatewayPort: port, handedOn: {} };

    await expect(startSystem({ dataDir, settings, onStep: (step) => steps.push(step) })).rejects.toThrow(
      `Port ${port} is taken. Set GATEWAY_PORT to a free port, or leave it out.`,
    );
    expect(steps).toEqual([]);
  });
});
