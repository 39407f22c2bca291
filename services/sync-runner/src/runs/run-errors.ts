/** Another runner may have the run by now: nothing more may be written for it, not even its end. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** This process is told to end: the run goes to another at once. */
export class RunnerStopping extends Error {
  override readonly name = 'RunnerStopping';
}

export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

/** The run can't go on. The message is for an administrator: what happened and the next step. */
export class RunFailed extends Error {
  override readonly name = 'RunFailed';

  constructor(
    readonly failure: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
