import { type Collection, type Document, MongoClient } from 'mongodb';
import { stopwatch } from './stopwatch.js';

interface StoredUser extends Document {
  _id: string;
  accountId: string;
  origin: { provider: string; tenantId: string; externalId: string };
}

const pageSize = 999;

export interface StoringFloors {
  /** Seconds to insert all users, as the product stores them, page by page. */
  inserts: number;
  /** Seconds for the two queries an unchanged page needs: read its users, and mark them as seen. */
  readsAndMarks: number;
}

/** The floors of storing, by the raw driver, with the product's own documents and indexes. */
export async function bareStoring(mongoUrl: string): Promise<StoringFloors> {
  const client = await MongoClient.connect(mongoUrl);
  try {
    const product = client.db('rollcall_user_lifecycle').collection<StoredUser>('users');
    const scratch = client.db('rollcall_bench').collection<StoredUser>('users');
    await scratch.drop();
    await copyIndexes(product, scratch);
    const inserts = await timed(product, (users) => scratch.insertMany(users, { ordered: false }));
    const readsAndMarks = await timed(product, async (users) => {
      await scratch.find(ofPage(users)).toArray();
      await scratch.updateMany({ _id: { $in: users.map(({ _id }) => _id) } }, { $set: { seen: { runId: 'bench' } } });
    });
    await client.db('rollcall_bench').dropDatabase();
    return { inserts, readsAndMarks };
  } finally {
    await client.close();
  }
}

async function copyIndexes(from: Collection<StoredUser>, to: Collection<StoredUser>): Promise<void> {
  for (const { key, v: _v, ...options } of await from.indexes()) {
    if (options.name !== '_id_') await to.createIndex(key, options);
  }
}

function ofPage(users: StoredUser[]): Document {
  const [first] = users;
  return {
    accountId: first?.accountId,
    'origin.provider': first?.origin.provider,
    'origin.tenantId': first?.origin.tenantId,
    'origin.externalId': { $in: users.map(({ origin }) => origin.externalId) },
  };
}

/** Seconds of the work on all synced users, page by page; without those of finding them. */
async function timed(users: Collection<StoredUser>, work: (users: StoredUser[]) => Promise<unknown>): Promise<number> {
  let seconds = 0;
  let page: StoredUser[] = [];
  const workOn = async (): Promise<void> => {
    const elapsed = stopwatch();
    if (page.length > 0) await work(page);
    seconds += elapsed();
    page = [];
  };
  for await (const user of users.find({ origin: { $exists: true } })) {
    if (page.push(user) === pageSize) await workOn();
  }
  await workOn();
  return seconds;
}
