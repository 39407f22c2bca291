import { type Collection, type Db, type Document, MongoClient } from 'mongodb';
import { stopwatch } from './stopwatch.js';

interface StoredUser extends Document {
  _id: string;
  accountId: string;
  origin: { provider: string; tenantId: string; externalId: string };
}

const pageSize = 999;
const unordered = { ordered: false };

export interface StoringFloors {
  /** Seconds to insert all users, as the product stores them, page by page. */
  inserts: number;
  /** Seconds to insert with them the outcome that each of them has of the first sync. */
  outcomes: number;
  /** Seconds for the two queries an unchanged page needs: read its users, and mark them as seen. */
  readsAndMarks: number;
}

/** The floors of storing, by the raw driver, with the product's own documents and indexes. */
export async function bareStoring(mongoUrl: string): Promise<StoringFloors> {
  const client = await MongoClient.connect(mongoUrl);
  try {
    const product = client.db('rollcall_user_lifecycle');
    const bench = client.db('rollcall_bench');
    await bench.dropDatabase();
    const [users, scratch] = await emptyCopy<StoredUser>(product, bench, 'users');
    const [history, scratchHistory] = await emptyCopy(product, bench, 'outcomes');
    const inserts = await timed(users.find({ origin: { $exists: true } }), (page) =>
      scratch.insertMany(page, unordered),
    );
    const outcomes = await timed(history.find({ action: 'added' }), (page) =>
      scratchHistory.insertMany(page, unordered),
    );
    const readsAndMarks = await timed(users.find({ origin: { $exists: true } }), async (page) => {
      await scratch.find(ofPage(page)).toArray();
      await scratch.updateMany({ _id: { $in: page.map(({ _id }) => _id) } }, { $set: { seen: { runId: 'bench' } } });
    });
    await bench.dropDatabase();
    return { inserts, outcomes, readsAndMarks };
  } finally {
    await client.close();
  }
}

/** A collection of the product's, and an empty one with the same indexes. */
async function emptyCopy<T extends Document>(
  product: Db,
  bench: Db,
  name: string,
): Promise<[Collection<T>, Collection<T>]> {
  const [from, to] = [product.collection<T>(name), bench.collection<T>(name)];
  for (const { key, v: _v, ...options } of await from.indexes()) {
    if (options.name !== '_id_') await to.createIndex(key, options);
  }
  return [from, to];
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

/** Seconds of the work on all that is found, page by page; without those of finding it. */
async function timed<T>(found: AsyncIterable<T>, work: (page: T[]) => Promise<unknown>): Promise<number> {
  let seconds = 0;
  let page: T[] = [];
  const workOn = async (): Promise<void> => {
    const elapsed = stopwatch();
    if (page.length > 0) await work(page);
    seconds += elapsed();
    page = [];
  };
  for await (const each of found) {
    if (page.push(each) === pageSize) await workOn();
  }
  await workOn();
  return seconds;
}
