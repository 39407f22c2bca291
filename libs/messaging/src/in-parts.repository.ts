import type { Model, QueryFilter } from 'mongoose';

/** Changed within a second or two, also on a busy machine. */
const partSize = 10_000;

/**
 * Filters that together find what `filter` does, each no more than 10,000 documents, in the order of `key`, a text: for a
 * write of many that would be too long for one transaction. The end of a part is looked up when its turn comes, so that a
 * write may change what `filter` finds.
 */
export async function* inParts<T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  key: keyof T & string,
): AsyncGenerator<QueryFilter<T>> {
  for (let after: unknown = ''; after !== undefined;) {
    const rest: QueryFilter<T> = { $and: [filter, { [key]: { $gt: after } }] };
    const last: Partial<T> | null = await model
      .findOne(rest, { [key]: 1 })
      .sort({ [key]: 1 })
      .skip(partSize - 1)
      .lean<Partial<T>>();
    after = last?.[key];
    yield after === undefined ? rest : { $and: [rest, { [key]: { $lte: after } }] };
  }
}
