import { Controller, Get, Inject, Optional } from '@nestjs/common';
import type { HealthCheckResult, HealthIndicatorResult } from '@nestjs/terminus';
import { HealthCheck, HealthCheckService, HealthIndicatorService, MongooseHealthIndicator } from '@nestjs/terminus';
import { BusConnection } from '@rollcall/messaging';

/** `live`: the process runs. `ready`: it can reach what it needs. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly bus: BusConnection,
    @Optional() @Inject(MongooseHealthIndicator) private readonly mongo?: MongooseHealthIndicator,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    const { mongo } = this;
    return this.health.check([
      () => this.checkBus(),
      ...(mongo ? [() => mongo.pingCheck('mongo', { timeout: 2_000 })] : []),
    ]);
  }

  private checkBus(): HealthIndicatorResult {
    const indicator = this.indicators.check('nats');
    return this.bus.isConnected() ? indicator.up() : indicator.down('not connected');
  }
}
