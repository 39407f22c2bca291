import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../tenant/clock.js';
import { EntraError } from './entra-error.js';

const LIFETIME_MS = 10 * 60_000;
const KEPT = 1_000;

/** What the authorization request said and who answered it. */
export interface Grant {
  readonly upn: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
}

/** Authorization codes: good for ten minutes and for one use. */
@Injectable()
export class CodesService {
  private readonly codes = new Map<string, { grant: Grant; issuedAt: number; isRedeemed: boolean }>();

  constructor(private readonly clock: Clock) {}

  issue(grant: Grant): string {
    const code = `1.${randomBytes(48).toString('base64url')}`;
    this.codes.set(code, { grant, issuedAt: this.clock.now().getTime(), isRedeemed: false });
    const [oldest] = this.codes.keys();
    if (this.codes.size > KEPT && oldest !== undefined) this.codes.delete(oldest);
    return code;
  }

  redeem(code: string, redirectUri: string, verifier: string | undefined): Grant {
    const kept = this.codes.get(code);
    if (!kept) throw new EntraError(70000);
    if (kept.isRedeemed) throw new EntraError(54005);
    if (this.clock.now().getTime() - kept.issuedAt > LIFETIME_MS) throw new EntraError(70008);
    if (kept.grant.redirectUri !== redirectUri) throw new EntraError(50011);
    if (kept.grant.codeChallenge !== challengeOf(verifier)) throw new EntraError(501481);
    kept.isRedeemed = true;
    return kept.grant;
  }
}

/** S256 of https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
function challengeOf(verifier: string | undefined): string | undefined {
  return verifier === undefined ? undefined : createHash('sha256').update(verifier).digest('base64url');
}
