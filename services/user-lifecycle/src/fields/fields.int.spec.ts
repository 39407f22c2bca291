import type { RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';

const accountId = 'Ac0000001';

describe('fields', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;

  const list = (account = accountId) => rpc.request('rpc.fields.list', { accountId: account });
  const create = (name: string) => rpc.request('rpc.fields.create', { accountId, name, type: 'Date', required: false });
  const custom = async (account = accountId) =>
    (await list(account)).fields.filter(({ builtIn }) => !builtIn).map(({ id }) => id);

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
  });

  beforeEach(() => empty(mongo));

  afterAll(() => app.close());

  it('has the built-in fields from the start, the mandatory ones first', async () => {
    const { version, fields } = await list();

    expect(version).toBe(0);
    expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['FirstName', 'LastName', 'Email']);
  });

  it('adds a custom field under an id made of its name, to this account only', async () => {
    const field = await create(' Joining date ');

    expect(field).toEqual({ id: 'Joining_date', name: 'Joining date', type: 'Date', required: false, builtIn: false });
    expect(await list()).toMatchObject({ version: 1 });
    expect(await custom()).toEqual(['Joining_date']);
    expect(await custom('Ac0000002')).toEqual([]);
  });

  it('keeps all of the first fields that are added at once', async () => {
    await Promise.all(['A', 'B', 'C', 'D', 'E'].map(create));

    expect((await custom()).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(await list()).toMatchObject({ version: 5 });
  });

  it.each(['Joining date', 'Joining - date', 'first_Name', 'FirstName', 'EMAIL'])(
    'refuses %s where that id is taken',
    async (name) => {
      await create('Joining date');
      await create('first_Name');

      await expect(create(name)).rejects.toMatchObject({ code: 'field-exists' });
      expect(await custom()).toEqual(['Joining_date', 'first_Name']);
    },
  );

  it.each(['   ', '!?'])('refuses the name “%s”, which makes no id', async (name) => {
    await expect(create(name)).rejects.toThrow('name must have a letter or a digit');
    expect(await custom()).toEqual([]);
  });
});
