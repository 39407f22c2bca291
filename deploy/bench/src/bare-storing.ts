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
    const pages = inPages(await product.find({ origin: { $exists: true } }).toArray());
    await scratch.drop();
    await copyIndexes(product, scratch);
    const inserts = await timed(pages, (users) => scratch.insertMany(users, { ordered: false }));
    const readsAndMarks = await timed(pages, async (users) => {
      await scratch.find(ofPage(users)).toArray();
      await scratch.updateMany({ _id: { $in: users.map(({ _id }) => _id) } }, { $set: { seen: { runId: 'bench' } } });
    });
    await client.db('rollcall_bench').dropDatabase();
    return { inserts, readsAndMarks };
  } finally {
    await client.close();
  }
}

function inPages(users: StoredUser[]): StoredUser[][] {
  const count = Math.ceil(users.length / pageSize);
  return Array.from({ length: count }, (_, page) => users.slice(page * pageSize, (page + 1) * pageSize));
}

async function copyIndexes(from: Collection<StoredUser>, to: Collection<StoredUser>): Promise<void> {
  for (const { key, name, v: _v, ...options } of await from.indexes()) {
    if (name !== '_id_') await to.createIndex(key, options);
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

async function timed(pages: StoredUser[][], work: (users: StoredUser[]) => Promise<unknown>): Promise<number> {
  const seconds = stopwatch();
  for (const users of pages) await work(users);
  return seconds();
}
