import { Controller, Headers, type MessageEvent, type OnModuleDestroy, Sse } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, type Actor, runKinds } from '@rollcall/contracts';
import { Live, RpcClient } from '@rollcall/messaging';
import { catchError, EMPTY, finalize, interval, map, merge, Observable, Subject, takeUntil, timer } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';
import { Account, ADMINISTRATORS, AllowedTo, EVERYBODY } from '../session/access.js';
import { followInbox } from './follow-inbox.js';
import { followProgress, type LatestRuns } from './follow-progress.js';

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

  /**
   * Server-sent events: `inbox`, the newest notices and how many are unread; `progress`, for those who may see runs, the latest
   * sync and the latest preview; `heartbeat`, so that silence means trouble.
   */
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
    const askInbox = () => this.rpc.request('rpc.inbox.list', { accountId, actor, userId, limit: shownNotices });
    const inbox = followInbox(askInbox, this.changesOf(accountId, userId), lastEventId);
    const progress = ADMINISTRATORS.includes(actor.role)
      ? followProgress(() => this.latestRuns(accountId), this.movesOf(accountId))
      : EMPTY;
    const beats = interval(heartbeatMs).pipe(map((): MessageEvent => ({ type: 'heartbeat', data: '' })));
    let lastSeen = lastEventId;
    return merge(inbox, progress, beats).pipe(
      // What a browser that comes back says it has seen is always the inbox: Nest would number the other events instead.
      map((event) => ({ ...event, id: (lastSeen = event.id ?? lastSeen) })),
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

  private movesOf(accountId: string): Observable<void> {
    return new Observable((subscriber) =>
      this.live.listen('live.progress', (moved) => {
        if (moved.accountId === accountId) subscriber.next();
      }),
    );
  }

  private async latestRuns(accountId: string): Promise<LatestRuns> {
    const [syncs, previews] = await Promise.all(
      runKinds.map((kind) => this.rpc.request('rpc.runs.list', { accountId, kind, limit: 1 })),
    );
    const [[sync], [preview]] = [syncs?.items ?? [], previews?.items ?? []];
    return { ...(sync && { sync }), ...(preview && { preview }) };
  }
}
