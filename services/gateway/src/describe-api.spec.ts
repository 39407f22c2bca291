import { readFile, writeFile } from 'node:fs/promises';
import { describeApi } from './describe-api.js';
import { clientFile, generateClient, isToBeWritten } from './testing/console-client.js';
import { type Answer, Gateway } from './testing/gateway.js';

describe(describeApi, () => {
  it("is what the console's client was generated from; if not, `npm run client`", async () => {
    const gateway = await Gateway.start();
    const { body } = (await gateway.raw('get', '/api/docs-json')) as Answer;
    await gateway.close();
    const client = await generateClient(body);
    if (isToBeWritten) await writeFile(clientFile, client);
    expect(await readFile(clientFile, 'utf8')).toBe(client);
  });
});
