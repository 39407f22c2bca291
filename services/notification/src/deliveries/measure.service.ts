import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { deliveryTemplates } from '@rollcall/contracts';
import { describeError } from '@rollcall/messaging';
import { Gauge } from 'prom-client';
import { DeliveriesRepository } from './deliveries.repository.js';

const intervalMs = 15_000;

const queued = new Gauge({
  name: 'rollcall_mails_queued',
  help: 'Mails that wait to be sent, by template. Every instance tells the same.',
  labelNames: ['template'] as const,
});

const oldestSeconds = new Gauge({
  name: 'rollcall_mails_oldest_seconds',
  help: 'How long the oldest of those mails has waited, by template; 0 where none waits.',
  labelNames: ['template'] as const,
});

/** Tells whoever runs the service how far it is behind. */
@Injectable()
export class MeasureService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MeasureService.name);
  private timer: NodeJS.Timeout | undefined;
  private measuring = Promise.resolve();

  constructor(private readonly deliveries: DeliveriesRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.measuring = this.measure();
    }, intervalMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.measuring;
  }

  async measure(): Promise<void> {
    try {
      const found = new Map((await this.deliveries.measureQueue()).map((each) => [each.template, each]));
      for (const template of deliveryTemplates) {
        const { count = 0, oldestAt } = found.get(template) ?? {};
        queued.set({ template }, count);
        oldestSeconds.set({ template }, oldestAt ? (Date.now() - oldestAt.getTime()) / 1_000 : 0);
      }
    } catch (error) {
      this.logger.warn(`the queue was not measured: ${describeError(error)}`);
    }
  }
}
