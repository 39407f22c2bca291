import { createHash } from 'node:crypto';
import { invalidAnswer } from '../microsoft/graph.client.js';

/**
 * What a read remembers of the links it followed, to notice that they lead in a circle, however long. One link is enough,
 * as it is exchanged ever more seldom: https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm
 */
export interface Trail {
  mark: string;
  steps: number;
  reach: number;
}

/** @throws RefusedError `directory-answer-invalid` if the next page is one that was read before */
export function noticeLoop(
  next: string,
  link: string,
  { mark, steps, reach }: Trail = { mark: digest(link), steps: 0, reach: 1 },
): Trail {
  const here = digest(next);
  if (here === mark || here === digest(link)) throw invalidAnswer('the link to the next page leads back');
  return steps + 1 === reach ? { mark: here, steps: 0, reach: 2 * reach } : { mark, steps: steps + 1, reach };
}

export function isTrail(value: unknown): value is Trail {
  const { mark, steps, reach } = (value ?? {}) as Record<string, unknown>;
  return typeof mark === 'string' && Number.isSafeInteger(steps) && Number.isSafeInteger(reach);
}

/** Of what a link asks for, in whatever order. */
function digest(link: string): string {
  const url = new URL(link);
  url.searchParams.sort();
  return createHash('sha256').update(url.href).digest('base64url').slice(0, 22);
}
