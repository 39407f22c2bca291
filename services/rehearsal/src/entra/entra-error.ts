import { randomUUID } from 'node:crypto';

/** The codes played here: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ERRORS = {
  50011: [
    'invalid_request',
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ],
  50020: [
    'invalid_request',
    'The account does not exist in the tenant and cannot access the application in that tenant.',
  ],
  50057: ['invalid_grant', 'The user account is disabled.'],
  50058: ['login_required', 'A silent sign-in request was sent but no user is signed in.'],
  50196: ['invalid_request', 'The server terminated an operation because it encountered a client request loop.'],
  53003: ['access_denied', 'Access has been blocked by Conditional Access policies.'],
  54005: ['invalid_grant', 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.'],
  65004: ['access_denied', 'User declined to consent to access the app.'],
  70000: ['invalid_grant', 'The provided authorization code is malformed or unknown.'],
  70003: ['unsupported_grant_type', 'The app requested an unsupported grant type.'],
  70008: ['invalid_grant', 'The provided authorization code has expired.'],
  70011: ['invalid_scope', 'The provided value for the input parameter scope is not valid.'],
  90002: [
    'invalid_request',
    'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.',
  ],
  90014: ['invalid_request', 'The required field is missing from the credential or the request.'],
  90094: [
    'consent_required',
    'An administrator of the organization has set a policy that prevents you from granting the application the permissions it is requesting.',
  ],
  500113: ['invalid_request', 'No reply address is registered for the application.'],
  500200: [
    'invalid_request',
    'User account is a personal Microsoft account. Personal Microsoft accounts are not supported for this application unless explicitly invited to an organization.',
  ],
  501481: [
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  700005: ['invalid_grant', 'Provided Authorization Code is intended to use against other tenant, thus rejected.'],
  700016: [
    'unauthorized_client',
    'Application was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.',
  ],
  700027: ['invalid_client', 'Client assertion failed signature validation.'],
  7000215: ['invalid_client', 'Invalid client secret provided.'],
  7000218: [
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: ['invalid_client', 'The provided client secret keys are expired.'],
  9001023: [
    'invalid_request',
    'The grant type is not supported over the /common, /organizations or /consumers endpoints. Please use the tenant-specific endpoint.',
  ],
  9002313: ['invalid_request', 'Invalid request. Request is malformed or invalid.'],
} as const satisfies Record<number, readonly [string, string]>;

export type EntraCode = keyof typeof ERRORS;

/** A refusal in Entra's words. */
export class EntraError extends Error {
  readonly error: string;

  constructor(
    readonly code: EntraCode,
    detail = '',
  ) {
    super([`AADSTS${code}: ${ERRORS[code][1]}`, detail].join(' ').trim());
    this.name = EntraError.name;
    this.error = ERRORS[code][0];
  }

  /** The body of a failed token request. */
  body(now: Date, traceId: string = randomUUID()): Record<string, unknown> {
    return {
      error: this.error,
      error_description: this.describe(now, traceId),
      error_codes: [this.code],
      timestamp: stamp(now),
      trace_id: traceId,
      correlation_id: traceId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.code}`,
    };
  }

  describe(now: Date, traceId: string = randomUUID()): string {
    return `${this.message} Trace ID: ${traceId} Correlation ID: ${traceId} Timestamp: ${stamp(now)}`;
  }

  get status(): number {
    return this.error === 'invalid_client' ? 401 : 400;
  }
}

function stamp(now: Date): string {
  return now.toISOString().replace('T', ' ').replace(/\.\d+/, '');
}
