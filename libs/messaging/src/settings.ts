import type { InjectionToken } from '@nestjs/common';
import { defaultRetryPolicy, type RetryPolicy } from './settle.js';

export interface MessagingOptions {
  /** The service's name: its queue group, the first half of its consumers' names, its dead letters' subject. */
  service: string;
  /** `nats://user:password@host:4222`; several servers of one cluster with commas between. */
  natsUrl: string;
  /** By what the database is injected in which the service keeps events, if it has one. */
  outbox?: InjectionToken | undefined;
  tuning?: Partial<Tuning>;
}

export interface Tuning {
  /** Events of one subject handled at once by one process. */
  concurrency: number;
  /** An event not settled, and not reported as being worked on, for so long goes to another instance. */
  ackWaitMs: number;
  /** A handler that takes longer has failed. */
  handlerTimeoutMs: number;
  /** How long a shutdown waits for handlers. */
  drainMs: number;
  retries: RetryPolicy;
  publishTimeoutMs: number;
  /** How often the outbox looks for what is left over, and how old an event of a vanished instance must be. */
  sweepEveryMs: number;
  sweepAfterMs: number;
}

const defaultTuning: Tuning = {
  concurrency: 16,
  ackWaitMs: 30_000,
  handlerTimeoutMs: 300_000,
  drainMs: 30_000,
  retries: defaultRetryPolicy,
  publishTimeoutMs: 5_000,
  sweepEveryMs: 5_000,
  sweepAfterMs: 30_000,
};

/** What the module was given, with every default filled in. */
export class MessagingSettings {
  readonly service: string;
  readonly natsUrl: string;
  readonly tuning: Tuning;

  constructor({ service, natsUrl, tuning }: MessagingOptions) {
    this.service = service;
    this.natsUrl = natsUrl;
    this.tuning = { ...defaultTuning, ...tuning };
  }
}
