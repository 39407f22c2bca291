import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { describeError } from '@rollcall/messaging';
import { Counter } from 'prom-client';
import { Environment } from '../environment.js';
import { renderMail } from '../templates/render-mail.js';
import { type ClaimedDelivery, DeliveriesRepository } from './deliveries.repository.js';
import { judgeSmtpError, type Verdict } from './judge-smtp-error.js';
import { sendTimeoutMs, SmtpClient } from './smtp.client.js';
import { TurnsRepository } from './turns.repository.js';
import { waitAfter } from './wait-after.js';

/** An attempt is over well before its lease, so nobody takes over a mail that is on its way. */
const leaseMs = 2 * sendTimeoutMs;

const attempts = new Counter({
  name: 'rollcall_mail_attempts_total',
  help: 'Attempts to hand over a mail by what came of them: sent, deferred, refused, unreachable; with the code that said so.',
  labelNames: ['result', 'code'] as const,
});

/** Sends stored deliveries, by any number of instances, each of them once. */
@Injectable()
export class SenderService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SenderService.name);
  private readonly hands = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopping = false;
  private isReachable = true;
  private nextTurn: NodeJS.Timeout | undefined;

  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly turns: TurnsRepository,
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
    clearTimeout(this.nextTurn);
    await Promise.all(this.hands);
    this.smtp.close();
  }

  /** There may be something to send. Without it, it is found a moment later. */
  nudge(): void {
    if (this.isStopping || this.hands.size >= this.environment.SMTP_CONNECTIONS) return;
    const hand = this.sendAll().finally(() => this.hands.delete(hand));
    this.hands.add(hand);
  }

  private nudgeIn(waitMs: number): void {
    this.nextTurn ??= setTimeout(() => {
      this.nextTurn = undefined;
      this.nudge();
    }, waitMs).unref();
  }

  /** One pair of hands: one mail after the other until none is due, or the mail server is away. */
  private async sendAll(): Promise<void> {
    try {
      while (!this.isStopping) {
        // The turn comes before the choice: what is chosen then is the most urgent of that moment.
        const turn = await this.turns.take();
        if (!turn.taken) {
          this.nudgeIn(turn.waitMs);
          return;
        }
        const delivery = await this.deliveries.claim(leaseMs);
        if (!delivery) {
          await this.turns.giveBack(turn.id);
          return;
        }
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
      attempts.inc({ result: verdict.is, code: verdict.code });
      await this.settleFailure(delivery, verdict);
      return verdict.is !== 'unreachable';
    }
    // SMTP has no transaction with our database: should the process die between the server's "250" and this line, the mail
    // is sent again when the lease ends. So nothing else happens in between; and both mails have one Message-ID, by which
    // mailboxes fold them into one.
    await this.markSent(delivery);
    attempts.inc({ result: 'sent', code: '250' });
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
