import type { MessageEvent } from '@nestjs/common';
import type { InboxNotice, Page } from '@rollcall/contracts';
import { defer, filter, interval, map, merge, type Observable, startWith, switchMap } from 'rxjs';

type Inbox = Page<InboxNotice> & { unread: number };

/** A signal may be lost, so it is asked without one too. */
const refreshMs = 30_000;

/**
 * What is in the inbox: at once, unless the browser has seen just that, and whenever it changes. Each event is the whole of
 * what the console shows, so one that was missed is made up for by the next.
 */
export function followInbox(
  ask: () => Promise<Inbox>,
  signals: Observable<void>,
  lastEventId: string | undefined,
): Observable<MessageEvent> {
  let seen = lastEventId;
  return merge(signals, interval(refreshMs)).pipe(
    // Before the signals are listened to there is nothing to miss: asking has only begun.
    startWith(undefined),
    switchMap(() => defer(ask)),
    map((inbox): MessageEvent & { id: string } => ({ type: 'inbox', id: idOf(inbox), data: inbox })),
    filter(({ id }) => id !== seen),
    map((event) => {
      seen = event.id;
      return event;
    }),
  );
}

/** Notices come and are read; nothing else changes an inbox. */
const idOf = ({ items, unread }: Inbox): string => `${items[0]?.id ?? 'empty'}.${unread}`;
