import { Injectable } from '@nestjs/common';
import { accountIdPattern, type Role, roles } from '@rollcall/contracts';
import { InvalidMessageError, validate } from '@rollcall/messaging';
import { IsEmail, IsIn, IsInt, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Environment } from '../environment.js';
import { HttpProblem } from '../problems/http-problem.js';
import type { SignedInPerson } from './access.js';

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

/** What Kissflow's token says of a person. */
class Claims {
  @IsString() @MinLength(1) @MaxLength(100) sub: string;
  @Matches(accountIdPattern) account: string;
  @IsIn(roles) role: Role;
  @IsString() @MinLength(1) @MaxLength(400) name: string;
  @IsEmail() email: string;
  @IsInt() exp: number;
}

/** Checks Kissflow's tokens. */
@Injectable()
export class TokensService {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly environment: Environment) {
    // A token signed by a key that was published just now is good at once; one by a key that was taken back, for ten
    // minutes at most. The pause keeps tokens with made-up key ids from making us ask at their pace.
    const settings = { timeoutDuration: 5_000, cooldownDuration: 1_000, cacheMaxAge: 10 * 60_000 };
    this.keys = createRemoteJWKSet(new URL(environment.KISSFLOW_JWKS_URL), settings);
  }

  async verify(token: string): Promise<{ person: SignedInPerson; expiresAt: Date }> {
    const { sub, account, role, name, email, exp } = readClaims(await this.open(token));
    return { person: { accountId: account, userId: sub, name, email, role }, expiresAt: new Date(exp * 1_000) };
  }

  private async open(token: string): Promise<JWTPayload> {
    const { KISSFLOW_ISSUER: issuer, KISSFLOW_AUDIENCE: audience } = this.environment;
    try {
      const settings = { issuer, audience, algorithms: ALGORITHMS, requiredClaims: ['exp'], clockTolerance: 30 };
      return (await jwtVerify(token, this.keys, settings)).payload;
    } catch (error) {
      throw explain(error);
    }
  }
}

function readClaims(payload: JWTPayload): Claims {
  try {
    return validate(Claims, payload, "Kissflow's token");
  } catch (error) {
    if (!(error instanceof InvalidMessageError)) throw error;
    throw invalid(`${error.message}. Sign in again; if it stays so, the token's issuer must be told.`);
  }
}

function explain(error: unknown): HttpProblem {
  if (error instanceof errors.JWTExpired) return signedOut('token-expired', 'Your sign-in has expired. Sign in again.');
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(explainClaim(error.claim));
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return invalid('The token is not signed by a key of Kissflow. Sign in again.');
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return invalid(`The token is signed in a way that is not accepted; accepted are ${ALGORITHMS.join(', ')}.`);
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return invalid('This is no token of Kissflow. Sign in again.');
  }
  // Everything else is about fetching the keys: nothing is known of the token.
  const words = "Kissflow's sign-in keys can not be fetched at the moment. Try again in a few seconds.";
  return new HttpProblem(503, 'service-unavailable', words, { headers: { 'Retry-After': '5' }, cause: error });
}

function explainClaim(claim: string): string {
  switch (claim) {
    case 'iss':
      return 'The token comes from another issuer than the one trusted here. Sign in again with Kissflow.';
    case 'aud':
      return 'The token is meant for another service. Sign in again with Kissflow.';
    case 'nbf':
      return 'The token is not valid yet. Check the clock of the machine, and sign in again.';
    default:
      return `The token lacks a right ${claim}. Sign in again with Kissflow.`;
  }
}

const invalid = (detail: string): HttpProblem => signedOut('token-invalid', detail);

// https://www.rfc-editor.org/rfc/rfc6750#section-3.1
const signedOut = (code: string, detail: string): HttpProblem =>
  new HttpProblem(401, code, detail, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
