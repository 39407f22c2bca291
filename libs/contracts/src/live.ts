/** Somebody's inbox has changed. What is in it now is answered by `rpc.inbox.list`. */
export interface InboxChanged {
  accountId: string;
  userId: string;
}

/** A run has come further, or ended. How far is answered by `rpc.runs.list`. */
export interface RunMoved {
  accountId: string;
}

/** Subject → signal: for whoever looks right now. Nothing is kept, so a signal only says that it is worth asking. */
export interface LiveSignals {
  'live.inbox': InboxChanged;
  'live.progress': RunMoved;
}

export type LiveSubject = keyof LiveSignals;
