import { Controller, Get, Inject } from '@nestjs/common';
import type { HealthCheckResult, HealthIndicatorFunction, HealthIndicatorResult } from '@nestjs/terminus';
import { HealthCheck, HealthCheckService, HealthIndicatorService, MongooseHealthIndicator } from '@nestjs/terminus';
import { BusConnection } from '@rollcall/messaging';

/** Whether the service has a database of its own; the gateway has none. */
export const HAS_DATABASE = Symbol('HAS_DATABASE');

/** `live`: the process runs. `ready`: it can reach what it needs. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly bus: BusConnection,
    private readonly mongo: MongooseHealthIndicator,
    @Inject(HAS_DATABASE) private readonly hasDatabase: boolean,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    const checks: HealthIndicatorFunction[] = [() => this.checkBus()];
    if (this.hasDatabase) checks.push(() => this.mongo.pingCheck('mongo', { timeout: 2_000 }));
    return this.health.check(checks);
  }

  private checkBus(): HealthIndicatorResult {
    const indicator = this.indicators.check('nats');
    return this.bus.isConnected() ? indicator.up() : indicator.down('not connected');
  }
}
