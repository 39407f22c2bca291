import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { MongooseHealthIndicator, TerminusModule } from '@nestjs/terminus';
import { MessagingModule } from '@rollcall/messaging';
import { LoggerModule } from 'nestjs-pino';
import { DatabaseModule } from './database.module.js';
import { DatabaseEnvironment, type ServiceEnvironment } from './environment.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

export interface ServiceOptions<E extends ServiceEnvironment> {
  /** The service's name, as in the package and in every subject's queue group. */
  name: string;
  /** The features. */
  module: Type;
  Environment: Type<E>;
}

/** The ground every service stands on: its environment, log, database, bus, health and metrics. */
@Global()
@Module({})
export class ServiceModule {
  static for<E extends ServiceEnvironment>(options: ServiceOptions<E>, environment: Readonly<E>): DynamicModule {
    const database = environment instanceof DatabaseEnvironment ? environment : undefined;
    return {
      module: ServiceModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: {
            name: options.name,
            level: environment.LOG_LEVEL,
            autoLogging: false,
            redact: ['req.headers.authorization', 'req.headers.cookie'],
          },
        }),
        ...(database ? [DatabaseModule.forService(options.name, database)] : []),
        MessagingModule.forService({
          service: options.name,
          natsUrl: environment.NATS_URL,
          outbox: database !== undefined,
        }),
        TerminusModule.forRoot({ errorLogStyle: 'pretty', logger: false }),
        options.module,
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: options.Environment, useValue: environment },
        ...(database ? [MongooseHealthIndicator] : []),
      ],
      exports: [options.Environment],
    };
  }
}
