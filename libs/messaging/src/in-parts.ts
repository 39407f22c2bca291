import type { Model, QueryFilter } from 'mongoose';

/** Changed within a second or two, also on a busy machine. */
const partSize = 10_000;

/**
 * Filters that together find what `filter` does, each no more than 10,000 documents, in the order of their external ids: for
 * a write of many that would be too long for one transaction. The end of a part is looked up when its turn comes, so that a
 * write may change what `filter` finds.
 */
export async function* inParts<T extends { externalId: string }>(
  model: Model<T>,
  filter: QueryFilter<T>,
): AsyncGenerator<QueryFilter<T>> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const rest: QueryFilter<T> = { $and: [filter, { externalId: { $gt: after } }] };
    const last: { externalId: string } | null = await model
      .findOne(rest, { externalId: 1 })
      .sort({ externalId: 1 })
      .skip(partSize - 1)
      .lean<{ externalId: string }>();
    yield last ? { $and: [rest, { externalId: { $lte: last.externalId } }] } : rest;
    after = last?.externalId;
  }
}
