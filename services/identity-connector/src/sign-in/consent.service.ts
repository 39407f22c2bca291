import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RefusedError, RetryLaterError } from '@rollcall/messaging';
import { ProbeService, type ProvedTenant } from '../connections/probe.service.js';
import { Environment } from '../environment.js';
import { recordOf } from '../microsoft/graph.client.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** A consent takes a while to reach all of Microsoft. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly prober: ProbeService,
    private readonly environment: Environment,
  ) {}

  /**
   * Asks until the consent has spread, which takes from seconds to a minute.
   *
   * @throws RefusedError `consent-missing` that says what is missing
   */
  async prove(tenantId: string): Promise<ProvedTenant> {
    const until = Date.now() + this.environment.CONSENT_SPREAD_MS;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const outcome = await this.attempt(tenantId);
      if (!(outcome instanceof Error)) return outcome;
      if (Date.now() + waitMs > until) throw outcome;
      await pause(waitMs);
    }
  }

  /** The tenant, or why it does not work yet. */
  private async attempt(tenantId: string): Promise<ProvedTenant | Error> {
    try {
      return await this.prober.probe(tenantId);
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'connection-lost') return notYet(error);
      // The state is used up: whoever waits here would have to start again.
      if (error instanceof RetryLaterError) return error;
      throw error;
    }
  }
}

function notYet({ details }: RefusedError): RefusedError {
  const missing = recordOf(details).missing;
  return Array.isArray(missing) ? notGranted(missing.map(String)) : notKnownYet(details);
}

function notGranted(missing: readonly string[]): RefusedError {
  const words = `Azure AD has not granted ${missing.join(' and ')}. Start again and accept everything Microsoft asks; if it was accepted just now, wait a minute first.`;
  return new RefusedError('consent-missing', words, { missing });
}

function notKnownYet(details: unknown): RefusedError {
  const words = 'Azure AD does not let Rollcall in yet. Wait a minute for the consent to spread, then start again.';
  return new RefusedError('consent-missing', words, details);
}
