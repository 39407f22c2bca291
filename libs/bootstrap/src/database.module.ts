import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { DatabaseEnvironment } from './environment.js';

/** The service's own database. */
@Module({})
export class DatabaseModule implements OnModuleInit {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  static forService(service: string, environment: DatabaseEnvironment): DynamicModule {
    const mongoose = MongooseModule.forRoot(environment.MONGO_URL, {
      appName: service,
      dbName: `${environment.DATABASE_PREFIX}_${service.replaceAll('-', '_')}`,
      serverSelectionTimeoutMS: 5_000,
      socketTimeoutMS: 60_000,
      retryAttempts: 12,
      retryDelay: 1_000,
    });
    return { module: DatabaseModule, imports: [mongoose] };
  }

  /** Collections and indexes can't be made inside a transaction: they are there before the first one. */
  async onModuleInit(): Promise<void> {
    await Promise.all(Object.values(this.connection.models).map((model) => model.init()));
  }
}
