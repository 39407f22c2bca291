/** What became of an attempt. `refused` is for good; `unreachable` is about the mail server, not about this mail. */
export interface Verdict {
  is: 'refused' | 'deferred' | 'unreachable';
  /** For counting, such as `550` or `ESOCKET`. */
  code: string;
  /** Codes and our own words: the server's may quote addresses. */
  lastError: string;
}

/** What nodemailer puts on its errors, https://nodemailer.com/errors. */
interface SmtpError {
  code?: unknown;
  responseCode?: unknown;
  response?: unknown;
  command?: unknown;
}

/** RFC 4954: 530 is "authentication required", an answer to our settings and not to the mail. */
const authenticationRequired = 530;

/** Judges why nodemailer could not hand over a mail. */
export function judgeSmtpError(error: unknown): Verdict {
  const { code, responseCode, response, command } = (typeof error === 'object' ? (error ?? {}) : {}) as SmtpError;
  const reply = typeof responseCode === 'number' ? responseCode : undefined;
  if (typeof code !== 'string') {
    return { is: 'deferred', code: 'none', lastError: 'the mail could not be put together' };
  }
  const counted = String(reply ?? code);
  const codes = [counted, enhancedCode(response)].filter(Boolean).join(' ');
  // Only what was said to this envelope or this message is about the mail. A greeting, TLS or sign-in that fails with a
  // 5xx is a setting of ours or of the server: all mail would fail for good by it.
  if ((code !== 'EENVELOPE' && code !== 'EMESSAGE') || reply === 421 || reply === authenticationRequired) {
    const why = whyUnreachable(code, reply);
    return { is: 'unreachable', code: counted, lastError: `${codes}: the mail server can't be used: ${why}` };
  }
  // RFC 5321, 4.2.1: 4yz may work later, 5yz never; 503 is about the order of commands. Without a reply nodemailer itself
  // found the envelope wrong.
  const forGood = reply === undefined ? code === 'EENVELOPE' : reply >= 500 && reply !== 503;
  if (forGood) return { is: 'refused', code: counted, lastError: `${codes}: the mail server refused ${what(command)}` };
  return { is: 'deferred', code: counted, lastError: `${codes}: the mail server put off ${what(command)}` };
}

/** RFC 3463, such as 5.1.1 (no such mailbox). */
function enhancedCode(response: unknown): string | undefined {
  return typeof response === 'string' ? /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined;
}

function what(command: unknown): string {
  if (command === 'MAIL FROM') return 'the sender';
  return command === 'DATA' ? 'the message' : 'the recipient';
}

function whyUnreachable(code: string, reply: number | undefined): string {
  if (code === 'EAUTH' || code === 'ENOAUTH' || reply === authenticationRequired) return 'it wants another sign-in';
  if (code === 'ETLS') return 'TLS failed';
  return 'there is no connection, or it broke off';
}
