import type { MessageEvent } from '@nestjs/common';
import type { Run } from '@rollcall/contracts';
import {
  defer,
  distinctUntilChanged,
  interval,
  map,
  merge,
  type Observable,
  startWith,
  switchMap,
  throttleTime,
} from 'rxjs';

/** The account's latest run of each kind. */
export interface LatestRuns {
  sync?: Run;
  preview?: Run;
}

/** A signal may be lost, so it is asked without one too. */
const refreshMs = 30_000;
/** A run may store many pages a second; nobody reads that fast. */
const pauseMs = 500;

/** The latest runs: at once, and whenever one of them comes further. Each event is the whole of what the console shows. */
export function followProgress(ask: () => Promise<LatestRuns>, signals: Observable<void>): Observable<MessageEvent> {
  return merge(
    signals.pipe(throttleTime(pauseMs, undefined, { leading: true, trailing: true })),
    interval(refreshMs),
  ).pipe(
    startWith(undefined),
    switchMap(() => defer(ask)),
    map((runs) => JSON.stringify(runs)),
    distinctUntilChanged(),
    map((data): MessageEvent => ({ type: 'progress', data })),
  );
}
