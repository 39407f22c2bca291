import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { describeError } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { renderMail } from '../templates/render-mail.js';
import { type ClaimedDelivery, DeliveriesRepository } from './deliveries.repository.js';
import { judgeSmtpError, type Verdict } from './judge-smtp-error.js';
import { sendTimeoutMs, SmtpClient } from './smtp.client.js';
import { waitAfter } from './wait-after.js';

/** An attempt is over well before its lease, so nobody takes over a mail that is on its way. */
const leaseMs = 2 * sendTimeoutMs;

/** Sends stored deliveries, by any number of instances, each of them once. */
@Injectable()
export class SenderService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SenderService.name);
  private readonly hands = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private isReachable = true;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly smtp: SmtpClient,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.nudge();
    }, this.environment.SEND_INTERVAL_MS).unref();
  }

  /** Mails on their way arrive before the process ends; what waits is sent by another instance, or after the start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await Promise.all(this.hands);
    this.smtp.close();
  }

  /** There may be something to send. Without it, it is found a moment later. */
  nudge(): void {
    if (this.isStopping || this.hands.size >= this.environment.SMTP_CONNECTIONS) return;
    const hand = this.sendAll().finally(() => this.hands.delete(hand));
    this.hands.add(hand);
  }

  /** One pair of hands: one mail after the other until none is due, or the mail server is away. */
  private async sendAll(): Promise<void> {
    try {
      while (!this.isStopping) {
        const delivery = await this.deliveries.claim(leaseMs);
        if (!delivery) return;
        // Where one is due there may be more: another pair of hands looks.
        this.nudge();
        if (!(await this.send(delivery))) return;
      }
    } catch (error) {
      // Whatever was claimed becomes due again when its lease ends.
      this.logger.warn(`mail waits, the database did not answer: ${describeError(error)}`);
    }
  }

  /** Whether it is worth going on: not while the mail server is away, when each try would cost a mail one attempt. */
  private async send(delivery: ClaimedDelivery): Promise<boolean> {
    try {
      await this.smtp.send(
        { id: delivery._id, name: delivery.name, to: delivery.to },
        renderMail(delivery, delivery.name),
      );
    } catch (error) {
      const verdict = judgeSmtpError(error);
      await this.settleFailure(delivery, verdict);
      return verdict.is !== 'unreachable';
    }
    // SMTP has no transaction with our database: should the process die between the server's "250" and this line, the mail
    // is sent again when the lease ends. So nothing else happens in between; and both mails have one Message-ID, by which
    // mailboxes fold them into one.
    await this.markSent(delivery);
    this.tellReachable(true);
    return true;
  }

  /** The mail is out: while the database is away, this goes on as long as the lease keeps others from sending it again. */
  private async markSent(delivery: ClaimedDelivery): Promise<void> {
    const until = performance.now() + leaseMs - sendTimeoutMs;
    for (;;) {
      try {
        await this.deliveries.markSent(delivery);
        return;
      } catch (error) {
        if (performance.now() > until) throw error;
        await pause(500);
      }
    }
  }

  private async settleFailure(delivery: ClaimedDelivery, { is, lastError }: Verdict): Promise<void> {
    const waitMs = is === 'refused' ? undefined : waitAfter(delivery.attempts);
    if (is === 'unreachable') this.tellReachable(false, lastError);
    if (waitMs !== undefined) {
      await this.deliveries.tryAgain(delivery, waitMs, lastError);
      return;
    }
    await this.deliveries.markFailed(delivery, lastError);
    this.logger.warn(`delivery ${delivery._id} of ${delivery.accountId} failed for good: ${lastError}`);
  }

  /** Told when it changes, not for every mail that waits. */
  private tellReachable(isReachable: boolean, lastError = ''): void {
    if (isReachable === this.isReachable) return;
    this.isReachable = isReachable;
    if (isReachable) this.logger.log('the mail server takes mail again');
    else this.logger.warn(`mail waits: ${lastError}`);
  }
}
