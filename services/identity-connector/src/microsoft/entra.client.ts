import {
  AuthError,
  ClientAuthError,
  ConfidentialClientApplication,
  type INetworkModule,
  InteractionRequiredAuthError,
  type NetworkRequestOptions,
  type NetworkResponse,
  ServerError,
} from '@azure/msal-node';
import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from 'jose';
import { LRUCache } from 'lru-cache';
import { Environment } from '../environment.js';
import {
  inTime,
  MicrosoftBusyError,
  noLongerThan,
  type Patience,
  patientUntil,
  patiently,
  readAnswer,
} from './be-patient.js';
import { type Credential, Credentials } from './credentials.js';
import {
  type EntraError,
  explainApplicationError,
  explainSignInError,
  refusedCredentials,
} from './explain-entra-error.js';
import { GRAPH, LOGIN, Transport } from './transport.js';

/** Of people only what decides whether they are administrators is read: https://learn.microsoft.com/graph/permissions-reference */
const SIGN_IN_SCOPES = ['openid', 'profile', 'User.Read'];
const APPLICATION_SCOPE = `${GRAPH}/.default`;

/** MSAL's memory slows down after a few hundred tokens, and mixes tenants if they share an application object. */
const TENANTS_IN_MEMORY = 200;
const TOKENS_IN_MEMORY = 2_000;

/** A token is renewed so long before its end, or half-way if it lasts shorter. */
const RENEWED_MS = 5 * 60_000;

/** For whatever Entra is asked, and for one try: it answers at once or not at all. */
const PATIENCE_MS = 15_000;
const TRY_MS = 5_000;
const patience = (): Patience => ({ ...patientUntil(inTime(PATIENCE_MS)), tryMs: TRY_MS });

export interface SignInQuestion {
  redirectUri: string;
  state: string;
  nonce: string;
  codeChallenge: string;
}

export interface CodeToRedeem {
  code: string;
  redirectUri: string;
  codeVerifier: string;
  nonce: string;
}

/** Entra ID: sign-in and consent addresses, tokens, keys. Tokens stay in memory. */
@Injectable()
export class EntraClient {
  /** Keys of ID tokens; fetched again once a day, and at once for a key that is not among them. */
  readonly keys: RemoteJWKSet;

  readonly clientId: string;
  private readonly credentials: Credentials;
  private readonly applications = new LRUCache<string, ConfidentialClientApplication>({ max: TENANTS_IN_MEMORY });
  /** MSAL's memory goes by the time of day, which may be set; this one goes by a clock that nobody sets. */
  private readonly tokens = new LRUCache<string, string>({ max: TOKENS_IN_MEMORY, ttl: RENEWED_MS });
  private readonly asking = new Map<string, Promise<string>>();
  private readonly network: INetworkModule = {
    sendGetRequestAsync: (url, options) => this.send('GET', url, options),
    sendPostRequestAsync: (url, options) => this.send('POST', url, options),
  };

  constructor(
    environment: Environment,
    private readonly transport: Transport,
  ) {
    this.clientId = environment.AZURE_CLIENT_ID;
    this.credentials = new Credentials(environment);
    this.keys = createRemoteJWKSet(new URL(`${LOGIN}/organizations/discovery/v2.0/keys`), {
      cacheMaxAge: 24 * 60 * 60_000,
      cooldownDuration: 0,
      [customFetch]: (url) => this.fetchKeys(url),
    });
  }

  /** When Rollcall can no longer prove itself to Entra, as far as it is known. */
  get credentialsExpireAt(): Date | undefined {
    return this.credentials.expiresAt;
  }

  /** Takes up a secret or certificate that was renewed in its file. */
  renewCredentials(): void {
    if (this.credentials.readAgain()) this.applications.clear();
  }

  /** For a browser. */
  async signInUrl({ redirectUri, state, nonce, codeChallenge }: SignInQuestion): Promise<string> {
    const url = await this.application('organizations').getAuthCodeUrl({
      scopes: SIGN_IN_SCOPES,
      redirectUri,
      state,
      nonce,
      codeChallenge,
      codeChallengeMethod: 'S256',
      prompt: 'select_account',
    });
    return this.transport.rewrite(url);
  }

  /** For a browser. Application permissions are granted by the v2 address with `.default` only. */
  consentUrl(tenantId: string, redirectUri: string, state: string): string {
    const query = new URLSearchParams({
      client_id: this.clientId,
      scope: APPLICATION_SCOPE,
      redirect_uri: redirectUri,
      state,
    });
    return this.transport.rewrite(`${LOGIN}/${tenantId}/v2.0/adminconsent?${query.toString()}`);
  }

  /**
   * The tokens of whoever signed in. MSAL checks neither signature nor audience nor expiry of the ID token.
   *
   * @throws RefusedError in words for whoever signs in
   */
  async redeem(code: CodeToRedeem): Promise<{ idToken: string; accessToken: string }> {
    try {
      // An application object of its own, so that nobody's personal tokens stay in memory.
      return await this.withCredential((credential) =>
        this.application('organizations', credential).acquireTokenByCode({ ...code, scopes: SIGN_IN_SCOPES }),
      );
    } catch (error) {
      // A doubt of MSAL's own, such as a token made for another sign-in.
      if (error instanceof ClientAuthError) throw explainSignInError({ error: error.errorCode });
      throw explained(error, explainSignInError);
    }
  }

  /**
   * Rollcall's own token for a tenant, from memory unless a fresh one is asked for, or another one than was refused.
   *
   * @throws MicrosoftBusyError if it can't be had until a moment
   * @throws RefusedError `connection-lost` if the tenant no longer lets Rollcall in, `server-setting` if the fault is ours
   */
  applicationToken(
    tenantId: string,
    { fresh = false, refused, until = inTime(PATIENCE_MS) }: { fresh?: boolean; refused?: string; until?: number } = {},
  ): Promise<string> {
    const known = fresh ? undefined : this.tokens.get(tenantId);
    if (known !== undefined && known !== refused) return Promise.resolve(known);
    // MSAL sends one request for each of several callers at once; Entra takes many of the same for a loop.
    const asked = this.asking.get(tenantId) ?? this.askForToken(tenantId).finally(() => this.asking.delete(tenantId));
    this.asking.set(tenantId, asked);
    return noLongerThan(until, asked);
  }

  private async askForToken(tenantId: string): Promise<string> {
    try {
      const token = await this.withCredential((credential) =>
        this.applicationOf(tenantId, credential).acquireTokenByClientCredential({
          scopes: [APPLICATION_SCOPE],
          skipCache: true,
        }),
      );
      if (!token) throw new Error('Entra answered without a token');
      const lifetimeMs = (token.expiresOn?.getTime() ?? 0) - Date.now();
      const ttl = Math.max(lifetimeMs - RENEWED_MS, lifetimeMs / 2);
      // MSAL rounds to whole seconds.
      if (ttl >= 1_000) this.tokens.set(tenantId, token.accessToken, { ttl });
      return token.accessToken;
    } catch (error) {
      throw explained(error, explainApplicationError);
    }
  }

  /** Tries one credential after the other while Entra refuses the credential itself. */
  private async withCredential<Result>(ask: (credential: Credential) => Promise<Result>): Promise<Result> {
    let firstRefusal: unknown;
    for (let left = this.credentials.count; left > 0; left--) {
      const credential = this.credentials.current;
      try {
        return await ask(credential);
      } catch (error) {
        if (!isOfCredential(error)) throw error;
        firstRefusal ??= error;
        if (!this.credentials.refused(credential)) continue;
        this.applications.clear();
        left = this.credentials.count + 1;
      }
    }
    throw firstRefusal;
  }

  private applicationOf(tenantId: string, credential: Credential): ConfidentialClientApplication {
    const key = `${credential.name} ${tenantId}`;
    const application = this.applications.get(key) ?? this.application(tenantId, credential);
    this.applications.set(key, application);
    return application;
  }

  private application(
    tenant: string,
    { authentication }: Credential = this.credentials.current,
  ): ConfidentialClientApplication {
    return new ConfidentialClientApplication({
      auth: { ...authentication, authority: `${LOGIN}/${tenant}` },
      system: { networkClient: this.network, disableInternalRetries: true },
    });
  }

  private async send<T>(method: string, url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
    const { headers = {}, body = null } = options;
    try {
      const answer = await patiently(
        async (signal) => readAnswer(await this.transport.send(url, { method, headers, body, signal })),
        patience(),
      );
      // A gateway's page, say: MSAL would take it for a broken network, or for Entra's word.
      if (typeof answer.body !== 'object')
        throw new MicrosoftBusyError(10_000, `Entra did not answer (status ${answer.status})`);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.body as T };
    } catch (error) {
      throw carriedBy(error);
    }
  }

  private async fetchKeys(url: string): Promise<Response> {
    const { status, body } = await patiently(
      async (signal) => readAnswer(await this.transport.send(url, { signal })),
      patience(),
    );
    return Response.json(body, { status });
  }
}

/** MSAL lets errors of its own class through and turns all others into `network_error` without a cause. */
function carriedBy(cause: unknown): AuthError {
  return Object.assign(new AuthError('not_now', '', 'Entra could not be asked'), { cause });
}

/** The refusal for what Entra answered; anything else that went wrong stays what it is. */
function explained(error: unknown, explain: (error: EntraError) => Error): unknown {
  if (error instanceof AuthError && error.cause !== undefined) return error.cause;
  if (!(error instanceof ServerError) && !(error instanceof InteractionRequiredAuthError)) return error;
  const { errorCode, errorMessage, correlationId } = error;
  return explain({ error: errorCode, description: errorMessage, number: numberOf(error), correlationId });
}

const isOfCredential = (error: unknown): boolean =>
  error instanceof ServerError && refusedCredentials.has(numberOf(error) ?? 0);

function numberOf(error: AuthError): number | undefined {
  const number = 'errorNo' in error ? Number(error.errorNo) : Number.NaN;
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
