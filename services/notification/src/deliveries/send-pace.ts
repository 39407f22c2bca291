/** Keeps a gap between one mail and the next, for mail servers that take only so many in a minute. */
export class SendPace {
  private freeAt = 0;

  constructor(private readonly gapMs: number) {}

  /** Takes the turn and returns 0, or says in how many milliseconds there is one. */
  take(now: number): number {
    if (now < this.freeAt) return this.freeAt - now;
    this.freeAt = now + this.gapMs;
    return 0;
  }

  /** There was nothing to send: the turn is free again. */
  giveBack(now: number): void {
    this.freeAt = now;
  }
}
