import type { EventDraft } from '../complete-event.js';
import type { Tuning } from '../settings.js';

/** An event that can be told from others by its user. */
export function aUserChanged(
  userId = 'Us1',
  more: Partial<EventDraft<'user.changed'>> = {},
): EventDraft<'user.changed'> {
  return { accountId: 'AcTest', changes: [{ userId, version: 1, change: 'created', fields: [] }], ...more };
}

/** The real policy with waits a test can sit out: two retries, then the dead letter. */
export function quick(more: Partial<Tuning> = {}): Partial<Tuning> {
  return {
    retries: { failureDelaysMs: [20, 20], infrastructureDelayMs: { first: 20, longest: 40 } },
    ackWaitMs: 2_000,
    ...more,
  };
}

/** Something that happens when the test says so. */
export function aGate(): { opened: Promise<void>; open: () => void } {
  const { promise: opened, resolve: open } = Promise.withResolvers<undefined>();
  return {
    opened,
    open: () => {
      open(undefined);
    },
  };
}
