import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

interface Delay {
  readonly match: string;
  readonly pattern: RegExp;
  readonly ms: number;
}

/** Makes the tenant as slow as the real one can be. */
@Injectable()
export class DelaysService implements OnModuleDestroy {
  private delays: Delay[] = [];
  private readonly closing = new AbortController();

  add(match: string, ms: number): void {
    this.delays.push({ match, pattern: new RegExp(match), ms });
  }

  list(): { match: string; ms: number }[] {
    return this.delays.map(({ match, ms }) => ({ match, ms }));
  }

  clear(): void {
    this.delays = [];
  }

  async wait(target: string): Promise<void> {
    const ms = this.delays.filter(({ pattern }) => pattern.test(target)).reduce((sum, delay) => sum + delay.ms, 0);
    // A close must not wait for a delay; what is delayed goes on at once.
    if (ms > 0) await sleep(ms, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }
}
