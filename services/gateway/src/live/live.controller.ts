import { Controller, Headers, type MessageEvent, type OnModuleDestroy, Sse } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AccountRequest, Actor } from '@rollcall/contracts';
import { Live, RpcClient } from '@rollcall/messaging';
import { catchError, EMPTY, finalize, interval, map, merge, Observable, Subject, takeUntil, timer } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';
import { Account, AllowedTo, EVERYBODY } from '../session/access.js';
import { followInbox } from './follow-inbox.js';

/** Often enough that no proxy between takes the connection for dead. */
const heartbeatMs = 15_000;
/** Then the browser comes back by itself, and has to be signed in still. */
const longestMs = 15 * 60_000;
const shownNotices = 20;
/** Of one person at one gateway: windows of a browser, and some that it has not given up yet. */
const mostStreams = 10;

@ApiTags('live')
@Controller('live')
@AllowedTo(EVERYBODY)
export class LiveController implements OnModuleDestroy {
  private readonly stopping = new Subject<void>();
  private readonly open = new Map<string, number>();

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
    const whose = `${accountId} ${userId}`;
    this.count(whose, 1);
    const ask = () => this.rpc.request('rpc.inbox.list', { accountId, actor, userId, limit: shownNotices });
    const beats = interval(heartbeatMs).pipe(map((): MessageEvent => ({ type: 'heartbeat', data: '' })));
    return merge(followInbox(ask, this.changesOf(accountId, userId), lastEventId), beats).pipe(
      // The stream ends, and the browser comes back by itself: by then the service that did not answer may.
      catchError(() => EMPTY),
      takeUntil(merge(this.stopping, timer(longestMs))),
      finalize(() => this.count(whose, -1)),
    );
  }

  private count(whose: string, more: 1 | -1): void {
    const streams = (this.open.get(whose) ?? 0) + more;
    if (streams > mostStreams) {
      const words = `You follow Rollcall in ${mostStreams} windows already. Close some of them.`;
      throw new HttpProblem(429, 'too-many-requests', words, { headers: { 'Retry-After': '60' } });
    }
    if (streams === 0) this.open.delete(whose);
    else this.open.set(whose, streams);
  }

  private changesOf(accountId: string, userId: string): Observable<void> {
    return new Observable((subscriber) =>
      this.live.listen('live.inbox', (changed) => {
        if (changed.accountId === accountId && changed.userId === userId) subscriber.next();
      }),
    );
  }
}
