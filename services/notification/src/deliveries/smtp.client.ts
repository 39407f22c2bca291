import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Environment } from '../environment.js';
import { onOneLine, type RenderedMail } from '../templates/render-mail.js';

/** Where a mail goes. `id` is the same however often it is sent, so that mailboxes can tell a repeat. */
export interface Addressed {
  id: string;
  name: string;
  to: string;
}

/** Connecting, handing over and being answered: longer than that and the attempt has failed. */
export const sendTimeoutMs = 60_000;

@Injectable()
export class SmtpClient {
  private readonly pool;
  private readonly domain: string;

  constructor(private readonly environment: Environment) {
    this.domain = environment.MAIL_FROM.replace(/^.*@/, '').replace(/>$/, '');
    this.pool = createTransport({
      pool: true,
      url: environment.SMTP_URL,
      maxConnections: environment.SMTP_CONNECTIONS,
      // A connection that breaks off after the message may have handed it over: that is for the delivery to know.
      maxRequeues: 0,
      // Before the server hangs up: a mail handed to a dead connection is an attempt lost.
      idleTimeout: 30_000,
      dnsTimeout: 10_000,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Resolves when the server has taken the mail over. */
  async send({ id, name, to }: Addressed, { unsubscribe, ...mail }: RenderedMail): Promise<void> {
    await this.pool.sendMail({
      ...mail,
      messageId: `<${id}@${this.domain}>`,
      from: this.environment.MAIL_FROM,
      to: { name: onOneLine(name), address: to },
      // RFC 3834: nobody's holiday answers itself to us.
      headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe && oneClick(unsubscribe)) },
      signal: AbortSignal.timeout(sendTimeoutMs),
    });
  }

  close(): void {
    this.pool.close();
  }
}

/** RFC 8058: the mailbox shows a button of its own, and posts to the address when it is pressed. */
const oneClick = (url: string) => ({
  'List-Unsubscribe': `<${url}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
