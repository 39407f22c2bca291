import { Injectable, Logger } from '@nestjs/common';
import { describeError, RpcClient } from '@rollcall/messaging';
import type { SignedInPerson } from './access.js';

const REMEMBERED = 10_000;
const HOUR_MS = 3_600_000;
const AFTER_FAILURE_MS = 30_000;

/** Makes people known to user-lifecycle when they are first seen, so that notices and audit have someone to point at. */
@Injectable()
export class RegistrationService {
  private readonly logger = new Logger(RegistrationService.name);
  /** Until when there is nothing to do for a person, in the order they were met. */
  private readonly doneUntil = new Map<string, number>();

  constructor(private readonly rpc: RpcClient) {}

  /** Never in the way: without it a person can do everything but be chosen for notices. */
  async meet(person: SignedInPerson): Promise<void> {
    // With the role: who becomes an administrator is to be protected as one at once.
    const key = `${person.accountId} ${person.userId} ${person.role}`;
    if ((this.doneUntil.get(key) ?? 0) > Date.now()) return;
    // Before asking, so that requests sent together ask once.
    this.remember(key, HOUR_MS);
    try {
      await this.rpc.request('rpc.users.register', person, { timeoutMs: 2_000 });
    } catch (error) {
      this.remember(key, AFTER_FAILURE_MS);
      this.logger.warn(`${person.userId} of ${person.accountId} could not be registered: ${describeError(error)}`);
    }
  }

  private remember(key: string, forMs: number): void {
    const [longestMet] = this.doneUntil.keys();
    if (this.doneUntil.size >= REMEMBERED && longestMet !== undefined) this.doneUntil.delete(longestMet);
    this.doneUntil.set(key, Date.now() + forMs);
  }
}
