import { setTimeout as pause } from 'node:timers/promises';
import { inTime, isPassing, waitAfter } from './be-patient.js';
import { BATCH_SIZE, type BatchAnswer, type GraphCall, type GraphClient } from './graph.client.js';

const ROUNDS = 4;
const LONGEST_WAIT_MS = 2_000;
/** What every answer has to be in by, if the call does not say. */
const PATIENCE_MS = 20_000;

/**
 * Asks independent questions in batches, all at once. Those whose answer is throttled or failed are asked again; what has
 * no final answer then is undefined.
 */
export async function askEach(
  graph: Pick<GraphClient, 'batch'>,
  call: GraphCall,
  paths: readonly string[],
): Promise<Map<string, BatchAnswer | undefined>> {
  const { until = inTime(PATIENCE_MS) } = call;
  const batches = Array.from({ length: Math.ceil(paths.length / BATCH_SIZE) }, (_, index) =>
    paths.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
  const answers = await Promise.all(batches.map((batch) => askBatch(graph, { ...call, until }, batch)));
  return new Map(answers.flatMap((some) => [...some]));
}

async function askBatch(
  graph: Pick<GraphClient, 'batch'>,
  call: GraphCall & { until: number },
  paths: readonly string[],
): Promise<Map<string, BatchAnswer | undefined>> {
  const answers = new Map<string, BatchAnswer | undefined>();
  let open = paths;
  for (let round = 1; open.length > 0; round++) {
    const given = await graph.batch(call, open);
    for (const [index, path] of open.entries()) answers.set(path, finalOrNone(given[index]));
    open = open.filter((path) => answers.get(path) === undefined);
    const waitMs = waitForAll(given, round);
    if (open.length === 0 || round === ROUNDS || waitMs > LONGEST_WAIT_MS || inTime(waitMs) >= call.until) break;
    await pause(waitMs);
  }
  return answers;
}

/** How long to wait until all of a batch's throttled or failed questions may be asked again. */
export function waitForAll(answers: readonly (BatchAnswer | undefined)[], round: number): number {
  const waits = answers.map((answer) => waitAfter(answer?.status ?? 0, answer?.retryAfter ?? null, round, Date.now()));
  return Math.max(0, ...waits.map((wait) => wait ?? 0));
}

export function isFinal(answer: BatchAnswer | undefined): answer is BatchAnswer {
  // A question inside a batch can be turned away for its token, and the next batch has another one.
  return answer !== undefined && !isPassing(answer.status) && answer.status !== 401;
}

const finalOrNone = (answer: BatchAnswer | undefined): BatchAnswer | undefined =>
  isFinal(answer) ? answer : undefined;
