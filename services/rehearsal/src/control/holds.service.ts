import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

export type HoldState = 'waiting' | 'reached' | 'released';

export interface Hold {
  readonly id: string;
  /** Regular expression over `METHOD /path?query`, or `SMTP recipient`. */
  readonly match: string;
  /** Which of the matching requests is held, counted from 1. */
  readonly nth: number;
  readonly state: HoldState;
}

interface ActiveHold extends Hold {
  state: HoldState;
  readonly pattern: RegExp;
  seen: number;
  readonly released: Promise<void>;
  readonly release: () => void;
}

/** Stops one exact request until it is let go, so that a test can kill a process at that very moment. */
@Injectable()
export class HoldsService implements OnModuleDestroy {
  private readonly holds = new Map<string, ActiveHold>();
  private created = 0;

  add(match: string, nth: number): Hold {
    this.created += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    const id = `hold-${this.created}`;
    const hold: ActiveHold = {
      id,
      match,
      nth,
      pattern: new RegExp(match),
      state: 'waiting',
      seen: 0,
      released: promise,
      release: resolve,
    };
    this.holds.set(id, hold);
    return view(hold);
  }

  find(id: string): Hold | undefined {
    const hold = this.holds.get(id);
    return hold && view(hold);
  }

  release(id: string): Hold | undefined {
    const hold = this.holds.get(id);
    if (!hold) return undefined;
    hold.state = 'released';
    hold.release();
    return view(hold);
  }

  /** Waits as long as a hold that fits this request lasts. */
  async pause(target: string): Promise<void> {
    for (const hold of this.holds.values()) {
      if (hold.state !== 'waiting' || !hold.pattern.test(target)) continue;
      hold.seen += 1;
      if (hold.seen < hold.nth) continue;
      hold.state = 'reached';
      await hold.released;
    }
  }

  clear(): void {
    for (const id of this.holds.keys()) this.release(id);
    this.holds.clear();
  }

  onModuleDestroy(): void {
    this.clear();
  }
}

function view({ id, match, nth, state }: ActiveHold): Hold {
  return { id, match, nth, state };
}
