import { Injectable, Logger } from '@nestjs/common';
import { describeError, RpcClient } from '@rollcall/messaging';
import type { SignedInPerson } from './access.js';

const REMEMBERED = 10_000;
const HOUR_MS = 3_600_000;
const AFTER_FAILURE_MS = 30_000;

/** Under which id somebody is known, and until when that need not be asked again. */
interface Met {
  userId: Promise<string>;
  until: number;
}

/** Makes people known to user-lifecycle when they are first seen, so that notices and audit have someone to point at. */
@Injectable()
export class RegistrationService {
  private readonly logger = new Logger(RegistrationService.name);
  /** In the order they were met. */
  private readonly met = new Map<string, Met>();

  constructor(private readonly rpc: RpcClient) {}

  /**
   * The person as user-lifecycle knows them: whom a sync or somebody's hand had added before they first signed in has
   * another id than their token says, and their notices go by that. Never in the way: who can't be registered is as their
   * token says.
   */
  async meet(person: SignedInPerson): Promise<SignedInPerson> {
    // With the role: who becomes an administrator is to be protected as one at once.
    const key = `${person.accountId} ${person.userId} ${person.role} ${person.email}`;
    const known = this.met.get(key);
    if (known && known.until > Date.now()) return { ...person, userId: await known.userId };
    // Remembered before it is answered, so that requests sent together ask once.
    const userId = this.register(person, key);
    this.remember(key, userId, HOUR_MS);
    return { ...person, userId: await userId };
  }

  private async register(person: SignedInPerson, key: string): Promise<string> {
    try {
      return (await this.rpc.request('rpc.users.register', person, { timeoutMs: 2_000 })).userId;
    } catch (error) {
      this.remember(key, Promise.resolve(person.userId), AFTER_FAILURE_MS);
      this.logger.warn(`${person.userId} of ${person.accountId} could not be registered: ${describeError(error)}`);
      return person.userId;
    }
  }

  private remember(key: string, userId: Promise<string>, forMs: number): void {
    const [longestMet] = this.met.keys();
    if (this.met.size >= REMEMBERED && longestMet !== undefined) this.met.delete(longestMet);
    this.met.set(key, { userId, until: Date.now() + forMs });
  }
}
