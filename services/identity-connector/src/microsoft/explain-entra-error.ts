import type { RefusalCode } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { MicrosoftBusyError } from './be-patient.js';

/** What Entra says went wrong, in a redirect or in answer to a token request. */
export interface EntraError {
  /** OAuth's word, such as `access_denied`. */
  error: string;
  /** `AADSTS65004: … Correlation ID: …`; for diagnosis. */
  description?: string | undefined;
  number?: number | undefined;
  correlationId?: string | undefined;
}

type Explanation = readonly [RefusalCode, string];

const settings =
  "Microsoft refused Rollcall's own registration. Ask whoever runs Rollcall to check AZURE_CLIENT_ID and its secret or certificate";
const notMultiTenant =
  'Rollcall is not registered for several organizations. Ask whoever runs Rollcall to make the registration multi-tenant.';
const noSuchAccount = 'That account is not in this organization. Start again and choose another account.';
const factorNeeded = 'Your organization asks for multi-factor authentication. Start again and complete it.';
const factorToSetUp = 'Your organization asks you to set up multi-factor authentication. Do so, then start again.';
const otherDevice =
  'Your organization lets only devices sign in that it manages. Start again on such a device, or ask who manages them.';
const passingTrouble = 'Microsoft has a passing problem. Start again in a few minutes.';
const startAgain = 'This sign-in is no longer valid. Start again from Rollcall.';
const onlyAdministrators =
  'Microsoft lets only a Global Administrator or a Privileged Role Administrator consent for the organization. Start again with such an account.';

/** Signing in and consenting: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const atSignIn: Readonly<Record<number, Explanation>> = {
  16000: ['sign-in-failed', noSuchAccount],
  50011: [
    'server-setting',
    'The redirect URI is not registered with Microsoft. Ask whoever runs Rollcall to check PUBLIC_URL.',
  ],
  500113: ['server-setting', 'No redirect URI is registered with Microsoft. Ask whoever runs Rollcall to register it.'],
  50020: ['sign-in-failed', noSuchAccount],
  50057: ['sign-in-failed', 'That account is disabled in Azure AD. Start again with another account.'],
  50072: ['sign-in-failed', factorToSetUp],
  50074: ['sign-in-failed', factorNeeded],
  50076: ['sign-in-failed', factorNeeded],
  50079: ['sign-in-failed', factorToSetUp],
  50105: [
    'sign-in-failed',
    'Your organization lets only assigned people use Rollcall. Assign this account in Azure AD, then start again.',
  ],
  50194: ['server-setting', notMultiTenant],
  50196: ['sign-in-failed', passingTrouble],
  500200: [
    'not-azure-ad',
    'That is a personal Microsoft account. Start again with the work account of an Azure AD administrator.',
  ],
  500208: [
    'not-azure-ad',
    'That is not a work account. Start again with the work account of an Azure AD administrator.',
  ],
  501481: ['sign-in-expired', startAgain],
  53000: ['sign-in-failed', otherDevice],
  53001: ['sign-in-failed', otherDevice],
  53003: [
    'sign-in-failed',
    'A Conditional Access policy of your organization blocks this sign-in. Ask who manages it, or use another account.',
  ],
  54005: ['sign-in-expired', startAgain],
  65001: ['consent-missing', 'Nobody has consented to Rollcall yet. Start again and accept what Microsoft asks.'],
  65004: [
    'consent-declined',
    'The consent was declined at Microsoft. Start again and accept it to connect your organization.',
  ],
  70001: ['server-setting', `${settings}: it is disabled.`],
  70008: ['sign-in-expired', startAgain],
  700005: ['sign-in-expired', startAgain],
  700016: ['server-setting', `${settings}.`],
  700027: ['server-setting', `${settings}: the certificate is not accepted.`],
  7000112: ['server-setting', `${settings}: it is disabled.`],
  7000215: ['server-setting', `${settings}: the secret is wrong.`],
  7000218: ['server-setting', `${settings}: there is neither.`],
  7000222: ['server-setting', `${settings}: the secret has expired.`],
  90002: [
    'sign-in-failed',
    'Microsoft does not know this organization. Start again with an account of one that exists.',
  ],
  90033: ['sign-in-failed', passingTrouble],
  90055: ['sign-in-failed', passingTrouble],
  90072: ['sign-in-failed', noSuchAccount],
  90093: ['not-administrator', onlyAdministrators],
  90094: ['not-administrator', onlyAdministrators],
  90095: ['not-administrator', onlyAdministrators],
  9001023: ['server-setting', notMultiTenant],
};

/** Entra does not accept what Rollcall proves itself with. */
export const refusedCredentials: ReadonlySet<number> = new Set([700027, 7000215, 7000218, 7000222]);

const byWord: Readonly<Record<string, Explanation>> = {
  access_denied: [
    'consent-declined',
    'The sign-in was cancelled at Microsoft. Start again to connect your organization.',
  ],
  consent_required: [
    'consent-declined',
    'The consent was declined at Microsoft. Start again and accept it to connect your organization.',
  ],
  permission_denied: [
    'consent-declined',
    'The consent was declined at Microsoft. Start again and accept it to connect your organization.',
  ],
};

const removed =
  'Rollcall is no longer known in your Azure AD: its enterprise application was removed or switched off there. Sign in again.';

/** Rollcall's own tokens. Everything else Entra refuses there means that the connection no longer works. */
const asApplication: Readonly<Record<number, Explanation>> = {
  53003: [
    'connection-lost',
    'A Conditional Access policy of your organization keeps Rollcall out. Ask who manages it to let Rollcall through, then sign in again.',
  ],
  65001: ['connection-lost', 'The consent for Rollcall was withdrawn in Azure AD. Sign in again.'],
  70001: ['connection-lost', removed],
  700016: ['connection-lost', removed],
  7000112: ['connection-lost', removed],
  7000229: ['connection-lost', removed],
  90002: [
    'connection-lost',
    'Microsoft does not know this organization any more. Sign in again, or delete the configuration.',
  ],
  ...Object.fromEntries(
    [...refusedCredentials].flatMap((number) => (atSignIn[number] ? [[number, atSignIn[number]]] : [])),
  ),
};

/** Entra's own trouble, or ours for asking too often: nothing is wrong with the connection. */
const passing = new Set([50196, 90033, 90055]);
const passingWords = new Set(['server_error', 'temporarily_unavailable']);
const PASSING_MS = 60_000;

/** The refusal for an error met while somebody signs in or consents. */
export function explainSignInError(error: EntraError): RefusedError {
  const number = numberOf(error);
  const fallback: Explanation = ['sign-in-failed', 'Microsoft did not complete the sign-in. Start again.'];
  return refusal((number === undefined ? undefined : atSignIn[number]) ?? byWord[error.error] ?? fallback, error);
}

/** What an error means that is met while asking for a token of Rollcall's own. */
export function explainApplicationError(error: EntraError): RefusedError | MicrosoftBusyError {
  const number = numberOf(error);
  if ((number !== undefined && passing.has(number)) || passingWords.has(error.error)) {
    return new MicrosoftBusyError(PASSING_MS, `Entra gives no token just now (${number ?? error.error})`);
  }
  const fallback: Explanation = [
    'connection-lost',
    'Microsoft refuses Rollcall access to your organization. Sign in again.',
  ];
  return refusal((number === undefined ? undefined : asApplication[number]) ?? fallback, error);
}

/** The description itself is not passed on: it may hold names and addresses. */
function refusal([code, words]: Explanation, error: EntraError): RefusedError {
  const number = numberOf(error);
  return new RefusedError(code, words, {
    error: error.error.slice(0, 100),
    ...(number !== undefined && { microsoftCode: `AADSTS${number}` }),
    ...(correlationOf(error) && { correlationId: correlationOf(error) }),
  });
}

function numberOf({ number, description }: EntraError): number | undefined {
  const [, digits] = /AADSTS(\d+)/.exec(description ?? '') ?? [];
  return number ?? (digits === undefined ? undefined : Number(digits));
}

function correlationOf({ correlationId, description }: EntraError): string | undefined {
  const [, told] = /Correlation ID: ([0-9a-f-]{36})/i.exec(description ?? '') ?? [];
  return correlationId || told;
}
