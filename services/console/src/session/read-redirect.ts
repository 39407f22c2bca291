/** What the gateway tells the person whom a redirect brought back: a code in the address, its words in a cookie. */
export interface RedirectFailure {
  code: string;
  detail?: string;
  /** What Microsoft's support asks for. */
  correlationId?: string;
}

const COOKIE = 'rollcall_message';

/** The words are gone after a minute; the code stays in the address, so that a reload still knows what happened. */
export function readRedirectFailure(search: string, cookies: string): RedirectFailure | undefined {
  const code = new URLSearchParams(search).get('error');
  if (code === null) return undefined;
  const told = readWords(cookies);
  return told?.code === code ? told : { code };
}

function readWords(cookies: string): RedirectFailure | undefined {
  const value = cookies
    .split('; ')
    .find((cookie) => cookie.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
  if (value === undefined) return undefined;
  try {
    return JSON.parse(decodeURIComponent(value)) as RedirectFailure;
  } catch {
    return undefined;
  }
}
