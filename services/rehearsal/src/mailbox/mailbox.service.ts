import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { simpleParser } from 'mailparser';
import type { AddressObject, ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { HoldsService } from '../control/holds.service.js';
import { Environment } from '../environment.js';

const KEPT = 2_000;
const MAX_BYTES = 5_000_000;

export interface Mail {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  /** Whom the envelope named. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string | undefined;
  readonly text: string;
  readonly html: string | undefined;
}

interface Refusal {
  readonly code: 550 | 451;
  readonly to: string | undefined;
  left: number;
}

const REASONS = { 550: '5.1.1 The mailbox does not exist', 451: '4.3.0 Try again later' } as const;

/** A mail server that delivers to a page. */
@Injectable()
export class MailboxService implements OnApplicationBootstrap, OnModuleDestroy {
  private mails: Mail[] = [];
  private refusals: Refusal[] = [];
  private received = 0;
  private readonly server: SMTPServer;

  constructor(
    private readonly environment: Environment,
    private readonly holds: HoldsService,
  ) {
    this.server = new SMTPServer({
      banner: 'Rollcall rehearsal',
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      size: MAX_BYTES,
      closeTimeout: 1_000,
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address)),
      onData: (stream, session, done) => {
        this.receive(stream, session).then(() => done(), done);
      },
    });
  }

  get port(): number {
    const address = this.server.server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  get isListening(): boolean {
    return this.server.server.listening;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { SMTP_PORT, REHEARSAL_HOST } = this.environment;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(SMTP_PORT, REHEARSAL_HOST, resolve);
    });
    // A client that hangs up in the middle of a mail is an error event, and nothing to fall over.
    this.server.removeAllListeners('error').on('error', () => undefined);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.isListening) await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Newest first. */
  list(filter: { to?: string; since?: string } = {}): Mail[] {
    const to = filter.to?.toLowerCase();
    const since = filter.since === undefined ? undefined : new Date(filter.since).toISOString();
    return this.mails
      .filter((mail) => to === undefined || mail.to.some((address) => address.toLowerCase() === to))
      .filter((mail) => since === undefined || mail.receivedAt >= since)
      .reverse();
  }

  find(id: string): Mail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  refuse(code: 550 | 451, times: number, to: string | undefined): void {
    this.refusals.push({ code, left: times, to: to?.toLowerCase() });
  }

  clear(): void {
    this.mails = [];
  }

  reset(): void {
    this.clear();
    this.refusals = [];
  }

  private refusalOf(address: string): Error | null {
    const refusal = this.refusals.find(({ to }) => to === undefined || to === address.toLowerCase());
    if (!refusal) return null;
    refusal.left -= 1;
    if (refusal.left === 0) this.refusals = this.refusals.filter((other) => other !== refusal);
    return Object.assign(new Error(REASONS[refusal.code]), { responseCode: refusal.code });
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parsed = await simpleParser(stream);
    if (stream.sizeExceeded) throw Object.assign(new Error('5.3.4 The message is too big'), { responseCode: 552 });
    const to = session.envelope.rcptTo.map(({ address }) => address);
    await this.holds.pause(`SMTP ${to.join(' ')}`);
    this.received += 1;
    this.mails.push(mailOf(parsed, String(this.received), to));
    if (this.mails.length > KEPT) this.mails.shift();
  }
}

function mailOf(parsed: ParsedMail, id: string, to: readonly string[]): Mail {
  return {
    id,
    receivedAt: new Date().toISOString(),
    from: textOf(parsed.from),
    to,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId,
    text: parsed.text ?? '',
    html: parsed.html === false ? undefined : parsed.html,
  };
}

function textOf(address: AddressObject | undefined): string {
  return address?.text ?? '';
}
