/** Somebody's inbox has changed. What is in it now is answered by `rpc.inbox.list`. */
export interface InboxChanged {
  accountId: string;
  userId: string;
}

/** Subject → signal: for whoever looks right now. Nothing is kept, so a signal only says that it is worth asking. */
export interface LiveSignals {
  'live.inbox': InboxChanged;
}

export type LiveSubject = keyof LiveSignals;
