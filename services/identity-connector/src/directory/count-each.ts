import { askEach } from '../microsoft/ask-each.js';
import { MicrosoftBusyError } from '../microsoft/be-patient.js';
import { type GraphCall, type GraphClient, invalidAnswer } from '../microsoft/graph.client.js';

/** Asks for one row, and with it how many there are: a count by itself is no JSON, which a batch can't carry. */
export const countPath = (collection: string, filter?: string): string =>
  `${collection}?$count=true&$top=1&$select=id${filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`}`;

/**
 * Counts collections, by their paths; null for one that Graph does not count.
 *
 * @throws MicrosoftBusyError if one has no answer
 */
export async function countEach(
  graph: Pick<GraphClient, 'batch'>,
  call: GraphCall,
  paths: readonly string[],
): Promise<Map<string, number | null>> {
  const answers = await askEach(graph, call, paths);
  return new Map(
    paths.map((path) => {
      const answer = answers.get(path);
      if (!answer) throw new MicrosoftBusyError(10_000, 'Microsoft did not answer how many people there are');
      if (answer.status !== 200) return [path, null];
      const { '@odata.count': count } = answer.body;
      if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
        throw invalidAnswer('a count came that is no number');
      return [path, count];
    }),
  );
}
