import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  Optional,
  type Provider,
} from '@nestjs/common';
import type { Connection } from 'mongoose';
import { BusConnection } from './bus-connection.js';
import { EventPublisher } from './event-publisher.js';
import { Live, NatsLive } from './live.js';
import { MongoOutbox, Outbox } from './outbox.js';
import { OutboxRepository } from './outbox.repository.js';
import { NatsRpcClient, RpcClient } from './rpc.client.js';
import { type MessagingOptions, MessagingSettings } from './settings.js';
import { NatsSharedCounts, SharedCounts } from './shared-counts.js';
import { NatsSharedRecords, SharedRecords } from './shared-records.js';

/** RpcClient, Live, SharedCounts, SharedRecords and EventPublisher, and Outbox for a service with a database, for all of its features. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(
    private readonly bus: BusConnection,
    @Optional() @Inject(Outbox) private readonly outbox?: MongoOutbox,
  ) {}

  static forService(options: MessagingOptions): DynamicModule {
    const settings = new MessagingSettings(options);
    const providers: Provider[] = [
      { provide: MessagingSettings, useValue: settings },
      { provide: BusConnection, useFactory: () => BusConnection.open(settings) },
      { provide: RpcClient, useFactory: (bus: BusConnection) => new NatsRpcClient(bus), inject: [BusConnection] },
      { provide: Live, useFactory: (bus: BusConnection) => new NatsLive(bus), inject: [BusConnection] },
      { provide: SharedCounts, useFactory: (bus: BusConnection) => new NatsSharedCounts(bus), inject: [BusConnection] },
      {
        provide: SharedRecords,
        useFactory: (bus: BusConnection) => new NatsSharedRecords(bus),
        inject: [BusConnection],
      },
      { provide: EventPublisher, useFactory: (bus: BusConnection) => new EventPublisher(bus), inject: [BusConnection] },
    ];
    if (options.outbox) {
      providers.push({
        provide: Outbox,
        useFactory: (bus: BusConnection, mongo: Connection) =>
          new MongoOutbox(new OutboxRepository(mongo), bus, settings),
        inject: [BusConnection, options.outbox],
      });
    }
    const exports = [
      MessagingSettings,
      BusConnection,
      RpcClient,
      Live,
      SharedCounts,
      SharedRecords,
      EventPublisher,
      ...(options.outbox ? [Outbox] : []),
    ];
    return { module: MessagingModule, providers, exports };
  }

  /** Nest has closed the transports by now, so nothing is asked or stored any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.outbox?.stop();
    await this.bus.close();
  }
}
