import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';

/** A real SMTP server that keeps what it took over, and can be told to be difficult. */
export class MailServer {
  readonly mails: ParsedMail[] = [];
  /** Senders of mails it has read and not yet answered. */
  readonly held: string[] = [];
  private readonly answers = new Map<string, number[]>();
  private gate: PromiseWithResolvers<void> | undefined;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) => {
      callback(this.nextAnswerTo(address));
    },
    onData: (stream, { envelope }, callback) => {
      this.take(simpleParser(stream), envelope.mailFrom).then(() => {
        callback();
      }, callback);
    },
  });

  private constructor() {
    // A client that went away in the middle is the business of the test, not of this server.
    this.server.on('error', () => undefined);
  }

  static async listen(port = 0): Promise<MailServer> {
    const mailServer = new MailServer();
    await once(mailServer.server.listen(port, '127.0.0.1'), 'listening');
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
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
  }

  private nextAnswerTo(address: string): Error | null {
    const responseCode = this.answers.get(address)?.shift();
    const enhanced = `${String(responseCode).charAt(0)}.2.0`;
    return responseCode === undefined
      ? null
      : Object.assign(new Error(`${enhanced} <${address}> not today`), { responseCode });
  }
}
