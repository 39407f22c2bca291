import createClient from 'openapi-fetch';
import { Problem, readProblem } from './problem.js';
import type { paths } from './schema.js';

/** Longer than the slowest answer, a mapping test that reads people from a throttled directory. */
const TIMEOUT_MS = 90_000;

/** Who is signed in goes by a cookie that no script can read. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]) }),
});

api.use({
  onResponse: async ({ response }) => {
    if (!response.ok) throw await readProblem(response);
  },
  onError: ({ error }) => (error instanceof Problem ? error : Problem.unreachable(error)),
});

/** For a request that starts something: sent again with the same key, after an answer was lost, it starts nothing more. */
export const newRequestKey = (): string => crypto.getRandomValues(new BigUint64Array(2)).join('-');

/** What the API answers; anything but an answer is thrown as a `Problem`. */
export async function answer<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await call;
  // Answers without a body have nothing to be read.
  return (data ?? {}) as NonNullable<Data>;
}

/** As `answer`, but that there is none is an answer, too. */
export async function answerIfAny<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data> | null> {
  return answer(call).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}

/** A page of a list that can be had as a file as well: here it is never asked for as one. */
export const answerPage = <Item>(call: Promise<{ data?: string | { items: Item[]; next?: string } }>) =>
  answer(call) as Promise<{ items: Item[]; next?: string }>;
