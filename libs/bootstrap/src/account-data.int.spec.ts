import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { InjectModel, MongooseModule, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { TenantVerified } from '@rollcall/contracts';
import { EventPublisher, Handles } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Model } from 'mongoose';
import { AccountDataService } from './account-data.service.js';
import { DatabaseEnvironment, loadEnvironment } from './environment.js';
import { startService } from './run-service.js';

@Schema({ collection: 'tenants', versionKey: false })
class TenantDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) name: string;
}

/** Stores whatever tenant it is told of, and can be held up in doing so. */
@Controller()
class Tenants {
  /** What is in hand, by the tenant's name, until it is let go. */
  readonly inHand = new Map<string, () => void>();
  readonly handled: string[] = [];
  private readonly slow = new Set<string>();

  constructor(@InjectModel(TenantDocument.name) readonly stored: Model<TenantDocument>) {}

  holdUp(name: string): void {
    this.slow.add(name);
  }

  @Handles('tenant.verified')
  async verified(@Payload() { accountId, tenantName: name }: TenantVerified): Promise<void> {
    if (this.slow.has(name)) await new Promise<void>((resolve) => this.inHand.set(name, resolve));
    await this.stored.create({ accountId, name });
    this.handled.push(name);
  }

  async names(): Promise<string[]> {
    return (await this.stored.find().sort({ name: 1 }).lean()).map(({ name }) => name);
  }
}

@Module({
  imports: [
    MongooseModule.forFeature([{ name: TenantDocument.name, schema: SchemaFactory.createForClass(TenantDocument) }]),
  ],
  controllers: [Tenants],
})
class TenantsModule {}

describe(AccountDataService, () => {
  let app: Awaited<ReturnType<typeof startService>>;
  let tenants: Tenants;
  let events: EventPublisher;

  beforeAll(async () => {
    const { mongoUrl, natsUrl } = testServers();
    const settings = { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
    const environment = loadEnvironment(DatabaseEnvironment, settings);
    app = await startService(
      { name: 'a-service', module: TenantsModule, Environment: DatabaseEnvironment },
      environment,
    );
    tenants = app.get(Tenants);
    events = app.get(EventPublisher);
  });

  beforeEach(() => tenants.stored.deleteMany());

  afterAll(() => app.close());

  const minute = (number: number): string => new Date(Date.UTC(2026, 0, 1, 12, number)).toISOString();
  const verify = (accountId: string, tenantName: string, occurredAt: string) =>
    events.publish('tenant.verified', {
      accountId,
      occurredAt,
      tenantName,
      tenantId: 't',
      connectionId: 'c',
      version: 1,
      connectedBy: 'Us1',
    });
  const erase = (accountId: string, occurredAt: string) => events.publish('account.erased', { accountId, occurredAt });
  const haveStored = (...names: string[]) => eventually(async () => expect(await tenants.names()).toEqual(names));
  const counted = async (line: string): Promise<number> => {
    const text = await (await fetch(`${await app.getUrl()}/metrics`)).text();
    return Number(
      text
        .split('\n')
        .find((each) => each.startsWith(line))
        ?.slice(line.length) ?? 0,
    );
  };
  const dropped = () => counted('rollcall_events_dropped_total{subject="tenant.verified"}');
  const erased = () => counted('rollcall_events_settled_total{subject="account.erased",settlement="acknowledged"}');
  const eraseToTheEnd = async (accountId: string, occurredAt: string) => {
    const before = await erased();
    await erase(accountId, occurredAt);
    await eventually(async () => expect(await erased()).toBe(before + 1));
  };

  it('erases everything of one account and nothing of another', async () => {
    await verify('AcOne', 'one', minute(0));
    await verify('AcOther', 'other', minute(0));
    await haveStored('one', 'other');
    await eraseToTheEnd('AcOne', minute(1));

    expect(await tenants.names()).toEqual(['other']);
  });

  it('drops, and counts, what was told before the erasure and comes after it', async () => {
    await eraseToTheEnd('AcLate', minute(2));
    const before = await dropped();
    await verify('AcLate', 'late', minute(1));
    await eventually(async () => expect(await dropped()).toBe(before + 1));
    await verify('AcLate', 'anew', minute(3));

    await haveStored('anew');
  });

  it('takes what an event in hand stores after the erasure', async () => {
    tenants.holdUp('slow');
    await verify('AcBusy', 'slow', minute(0));
    await eventually(() => expect(tenants.inHand.has('slow')).toBe(true));
    await eraseToTheEnd('AcBusy', minute(1));
    tenants.inHand.get('slow')?.();
    await eventually(() => expect(tenants.handled).toContain('slow'));

    await haveStored();
  });

  it('leaves an account that began anew alone when the erasure is told again', async () => {
    await eraseToTheEnd('AcAgain', minute(1));
    await verify('AcAgain', 'anew', minute(2));
    await haveStored('anew');
    await eraseToTheEnd('AcAgain', minute(1));

    expect(await tenants.names()).toEqual(['anew']);
  });
});
