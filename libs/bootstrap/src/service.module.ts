import { type DynamicModule, Global, Module, type Type } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { TerminusModule } from '@nestjs/terminus';
import { currentTraceId, MessagingModule } from '@rollcall/messaging';
import { LoggerModule } from 'nestjs-pino';
import { AccountDataController } from './account-data.controller.js';
import { AccountDataRepository } from './account-data.repository.js';
import { ErasedAccountDocument, ErasedAccountSchema } from './account-data.schema.js';
import { AccountDataService } from './account-data.service.js';
import { DatabaseModule } from './database.module.js';
import { DatabaseEnvironment, type ServiceEnvironment } from './environment.js';
import { HAS_DATABASE, HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

export interface ServiceOptions<E extends ServiceEnvironment> {
  /** The service's name, as in the package and in every subject's queue group. */
  name: string;
  /** The features. */
  module: Type;
  Environment: Type<E>;
}

const accountData = [MongooseModule.forFeature([{ name: ErasedAccountDocument.name, schema: ErasedAccountSchema }])];

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
            // A line logged during a request would otherwise carry its address: sign-in codes and invitations are in some.
            quietReqLogger: true,
            // One id from the request that came in to the last log line it causes, in whichever service.
            mixin: () => ({ trace: currentTraceId() }),
            redact: ['req.headers.authorization', 'req.headers.cookie'],
          },
        }),
        ...(database ? [DatabaseModule.forService(options.name, database), ...accountData] : []),
        MessagingModule.forService({
          service: options.name,
          natsUrl: environment.NATS_URL,
          outbox: database && getConnectionToken(),
        }),
        TerminusModule.forRoot({ errorLogStyle: 'pretty', logger: false }),
        options.module,
      ],
      controllers: [HealthController, MetricsController, ...(database ? [AccountDataController] : [])],
      providers: [
        ...(database ? [AccountDataRepository, AccountDataService] : []),
        { provide: options.Environment, useValue: environment },
        { provide: HAS_DATABASE, useValue: database !== undefined },
      ],
      exports: [options.Environment],
    };
  }
}
