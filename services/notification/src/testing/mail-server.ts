import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';

/** A real SMTP server that keeps what it took over, and can be told to be difficult. */
export class MailServer {
  readonly mails: ParsedMail[] = [];
  onMail: () => void = () => undefined;
  /** Senders of mails it has read and not yet answered. */
  readonly held: string[] = [];
  /** Who signed in, and whether over TLS. */
  readonly sessions: { user: string; secure: boolean }[] = [];
  private readonly answers = new Map<string, number[]>();
  private gate: PromiseWithResolvers<void> | undefined;
  private readonly server: SMTPServer;

  private constructor(account?: { user: string; pass: string }) {
    this.server = new SMTPServer({
      // With an account: over TLS, by the server's own certificate, and for nobody else.
      ...(!account && { authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'] }),
      disableReverseLookup: true,
      // Its own certificate is good enough here: no warning.
      logger: false,
      closeTimeout: 100,
      onAuth: ({ username, password }, { secure }, callback) => {
        if (username === undefined || username !== account?.user || password !== account.pass) {
          callback(new Error('not you'));
          return;
        }
        this.sessions.push({ user: username, secure });
        callback(null, { user: username });
      },
      onRcptTo: ({ address }, _session, callback) => {
        callback(this.nextAnswerTo(address));
      },
      onData: (stream, { envelope }, callback) => {
        this.take(simpleParser(stream), envelope.mailFrom).then(() => {
          callback();
        }, callback);
      },
    });
    // A client that went away in the middle is the business of the test, not of this server.
    this.server.on('error', () => undefined);
  }

  static async listen(port = 0, account?: { user: string; pass: string }): Promise<MailServer> {
    const mailServer = new MailServer(account);
    await once(mailServer.server.listen(port, '127.0.0.1'), 'listening');
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** For a client that signs in, and takes the server's own certificate. */
  urlFor(user: string, pass: string): string {
    const signIn = `${encodeURIComponent(user)}:${encodeURIComponent(pass)}`;
    return `${this.url.replace('//', `//${signIn}@`)}?requireTLS=true&tls.rejectUnauthorized=false`;
  }

  mailsTo(address: string): ParsedMail[] {
    return this.mails.filter(({ to }) => [to].flat().some((list) => list?.text.includes(address)));
  }

  /** Answers the next mails to this address with these codes. */
  answer(address: string, ...codes: number[]): void {
    this.answers.set(address, codes);
  }

  /** Reads mails and leaves their senders without an answer until `letGo`. */
  hold(): void {
    this.gate = Promise.withResolvers<void>();
  }

  letGo(): void {
    this.gate?.resolve();
    this.gate = undefined;
    this.held.length = 0;
  }

  async close(): Promise<void> {
    this.letGo();
    const closed = Promise.withResolvers<void>();
    this.server.close(closed.resolve);
    await closed.promise;
  }

  private async take(parsed: Promise<ParsedMail>, from: SMTPServerAddress | false): Promise<void> {
    const mail = await parsed;
    if (this.gate) {
      this.held.push(from ? from.address : '');
      await this.gate.promise;
    }
    this.mails.push(mail);
    this.onMail();
  }

  private nextAnswerTo(address: string): Error | null {
    const responseCode = this.answers.get(address)?.shift();
    const enhanced = `${String(responseCode).charAt(0)}.2.0`;
    return responseCode === undefined
      ? null
      : Object.assign(new Error(`${enhanced} <${address}> not today`), { responseCode });
  }
}
