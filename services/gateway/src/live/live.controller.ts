import { Controller, Headers, type MessageEvent, type OnModuleDestroy, Sse } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccountRequest, Actor } from '@rollcall/contracts';
import { Live, RpcClient } from '@rollcall/messaging';
import { catchError, EMPTY, interval, map, merge, Observable, Subject, takeUntil, timer } from 'rxjs';
import { Account, AllowedTo, EVERYBODY } from '../session/access.js';
import { followInbox } from './follow-inbox.js';

/** Often enough that no proxy between takes the connection for dead. */
const heartbeatMs = 15_000;
/** Then the browser comes back by itself, and has to be signed in still. */
const longestMs = 15 * 60_000;
const shownNotices = 20;

@ApiTags('live')
@Controller('live')
@AllowedTo(EVERYBODY)
export class LiveController implements OnModuleDestroy {
  private readonly stopping = new Subject<void>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly live: Live,
  ) {}

  onModuleDestroy(): void {
    this.stopping.next();
  }

  /** Server-sent events: `inbox`, the newest notices and how many are unread; `heartbeat`, so that silence means trouble. */
  @Sse()
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'sent by browsers that come back' })
  follow(
    @Account() { accountId, actor }: AccountRequest & { actor: Actor },
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Observable<MessageEvent> {
    const { userId } = actor;
    const ask = () => this.rpc.request('rpc.inbox.list', { accountId, actor, userId, limit: shownNotices });
    const beats = interval(heartbeatMs).pipe(map((): MessageEvent => ({ type: 'heartbeat', data: '' })));
    return merge(followInbox(ask, this.changesOf(accountId, userId), lastEventId), beats).pipe(
      // The stream ends, and the browser comes back by itself: by then the service that did not answer may.
      catchError(() => EMPTY),
      takeUntil(merge(this.stopping, timer(longestMs))),
    );
  }

  private changesOf(accountId: string, userId: string): Observable<void> {
    return new Observable((subscriber) =>
      this.live.listen('live.inbox', (changed) => {
        if (changed.accountId === accountId && changed.userId === userId) subscriber.next();
      }),
    );
  }
}
