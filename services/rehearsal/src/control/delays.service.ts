import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

interface Delay {
  readonly match: string;
  readonly pattern: RegExp;
  readonly ms: number;
}

/** Makes the tenant as slow as the real one can be. */
@Injectable()
export class DelaysService {
  private delays: Delay[] = [];

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
    if (ms > 0) await sleep(ms);
  }
}
