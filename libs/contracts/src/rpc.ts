/**
 * One request a service answers: the class its payload is validated by, the shape of its reply, and how long to wait. For a
 * write longer than for a read: who gives up does not know whether it was done.
 */
export class Rpc<Request, Reply> {
  /** Carries the reply's type; never set. */
  declare readonly reply: Reply;

  constructor(
    readonly request: new () => Request,
    readonly timeoutMs: number,
  ) {}
}
