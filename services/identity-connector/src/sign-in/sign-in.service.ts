import { Injectable } from '@nestjs/common';
import type { BeginConnection, Connection, ConnectionBegun, Consented, SignedIn } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { ConnectionsService } from '../connections/connections.service.js';
import { Environment } from '../environment.js';
import { EntraClient } from '../microsoft/entra.client.js';
import { explainSignInError } from '../microsoft/explain-entra-error.js';
import { AdministratorsService } from './administrators.service.js';
import { codeChallengeOf, codeVerifierOf, hashOf, newSecret, nonceOf } from './browser-key.js';
import { ConsentService } from './consent.service.js';
import { SignInsRepository } from './sign-ins.repository.js';
import type { SignInDocument } from './sign-ins.schema.js';
import { verifyIdToken } from './verify-id-token.js';

/** Time to sign in, and again to consent. */
const STEP_MS = 15 * 60_000;

const CALLBACK = '/api/v1/identity-providers/azure/callback';
const CONSENT = '/api/v1/identity-providers/azure/consent';

/** Connects a tenant: sign-in first, so that we know who it is; consent second; proof third. */
@Injectable()
export class SignInService {
  constructor(
    private readonly entra: EntraClient,
    private readonly signIns: SignInsRepository,
    private readonly administrators: AdministratorsService,
    private readonly consent: ConsentService,
    private readonly connections: ConnectionsService,
    private readonly environment: Environment,
  ) {}

  async begin({ accountId, actor }: BeginConnection): Promise<ConnectionBegun> {
    if (!actor)
      throw new InvalidMessageError('rpc.connection.begin needs an actor: somebody must be the one who connects');
    const browserKey = newSecret();
    const state = await this.expect('signIn', {
      accountId,
      actor,
      browserHash: hashOf(browserKey),
    });
    const signInUrl = await this.entra.signInUrl({
      redirectUri: this.redirectUri(CALLBACK),
      state,
      nonce: nonceOf(browserKey),
      codeChallenge: codeChallengeOf(browserKey),
    });
    return { signInUrl, browserKey };
  }

  async signedIn(request: SignedIn): Promise<{ consentUrl: string }> {
    const { accountId, actor, browserHash, browserKey } = await this.take('signIn', request);
    if (request.code === undefined) throw explainSignInError({ error: 'invalid_request' });
    const nonce = nonceOf(browserKey);
    const { idToken, accessToken } = await this.entra.redeem({
      code: request.code,
      redirectUri: this.redirectUri(CALLBACK),
      codeVerifier: codeVerifierOf(browserKey),
      nonce,
    });
    const { keys, clientId } = this.entra;
    const person = await verifyIdToken(idToken, { keys, clientId, nonce });
    await this.administrators.require(person, accessToken);
    const { tenantId, userPrincipalName } = person;
    const administrator = { tenantId, userPrincipalName };
    const state = await this.expect('consent', { accountId, actor, browserHash, administrator });
    return { consentUrl: this.entra.consentUrl(tenantId, this.redirectUri(CONSENT), state) };
  }

  async consented(request: Consented): Promise<Connection> {
    const { accountId, actor, administrator } = await this.take('consent', request);
    // Anybody can write a tenant into a redirect; only the one that was signed in to counts.
    if (!administrator || request.tenant?.toLowerCase() !== administrator.tenantId) {
      const words =
        'The consent came back for another organization than the one signed in to. Start again, with the same account in both steps.';
      throw new RefusedError('tenant-mismatch', words);
    }
    const proved = await this.consent.prove(administrator.tenantId);
    return this.connections.verify({ ...proved, accountId, actor, consentedBy: administrator.userPrincipalName });
  }

  /** Remembers a step and gives back the state that uses it up. */
  private async expect(
    step: SignInDocument['step'],
    whose: Omit<SignInDocument, '_id' | 'step' | 'expiresAt'>,
  ): Promise<string> {
    const state = newSecret();
    await this.signIns.add({ ...whose, step, _id: hashOf(state), expiresAt: new Date(Date.now() + STEP_MS) });
    return state;
  }

  /** The step this redirect ends, if it is one of ours, of this browser, and says that all went well. */
  private async take(
    step: SignInDocument['step'],
    { state, browserKey, error, errorDescription }: SignedIn | Consented,
  ): Promise<SignInDocument & { browserKey: string }> {
    const signIn = await this.signIns.take(hashOf(state), step);
    if (!signIn) {
      const words = 'This sign-in has expired or was used already. Start again from Rollcall.';
      throw new RefusedError('sign-in-expired', words);
    }
    if (browserKey === undefined || hashOf(browserKey) !== signIn.browserHash) {
      const words = 'The sign-in was begun in another browser. Start again and finish it in the same browser.';
      throw new RefusedError('other-browser', words);
    }
    // Before anything else: Microsoft writes admin_consent=True beside an error too.
    if (error) throw explainSignInError({ error, description: errorDescription });
    return { ...signIn, browserKey };
  }

  private redirectUri(path: string): string {
    return this.environment.PUBLIC_URL.replace(/\/$/, '') + path;
  }
}
