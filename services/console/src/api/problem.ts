import { problems } from '../texts/problems.js';
import type { ProblemDocument } from './shapes.js';

/** Why the API did not do what was asked, in words that say how to mend it: https://www.rfc-editor.org/rfc/rfc9457 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly document?: ProblemDocument,
  ) {
    super(detail);
  }

  static unreachable(cause: unknown): Problem {
    const problem = new Problem(0, 'unreachable', problems.unreachable);
    problem.cause = cause;
    return problem;
  }

  /** Whether asking again may help. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

export async function readProblem(response: Response): Promise<Problem> {
  const document = (await response.json().catch(() => undefined)) as ProblemDocument | undefined;
  if (document?.detail === undefined)
    return new Problem(response.status, 'unreadable', problems.unreadable(response.status));
  return new Problem(response.status, document.code, document.detail, document);
}

/** Whatever was thrown, as something that can be shown. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(500, 'console-failed', problems.console);
}
