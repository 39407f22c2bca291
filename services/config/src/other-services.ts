import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import type { Connection, MappingChecked, MappingTest, Problem, TestResult } from '@rollcall/contracts';
import {
  AuditRecorded,
  CancelRun,
  CheckMapping,
  GetConnection,
  LatestTest,
  RemoveConnection,
  SyncRequested,
} from '@rollcall/contracts';
import { mappingHash } from '@rollcall/mapping';
import { Answers, EventPublisher, Handles, RetryLaterError, RpcClient } from '@rollcall/messaging';
import { AppModule } from './app.module.js';
import { Environment } from './environment.js';

/** The services this one asks and tells, in one, for integration tests. */
@Controller()
export class OtherServices {
  readonly connections = new Map<string, Connection>();
  private readonly tests = new Map<string, TestResult>();
  readonly cancelled: string[] = [];
  readonly requested: SyncRequested[] = [];
  readonly audited: AuditRecorded[] = [];
  problems: Problem[] = [];
  fieldsVersion = 1;
  /** Subjects that are answered with *not now*. */
  readonly busy = new Set<string>();

  @Answers('rpc.connection.get')
  connection(@Payload() { accountId }: GetConnection): Connection | null {
    return this.connections.get(accountId) ?? null;
  }

  @Answers('rpc.connection.remove')
  removeConnection(@Payload() { accountId }: RemoveConnection): { removed: boolean } {
    this.refuseIfBusy('rpc.connection.remove');
    return { removed: this.connections.delete(accountId) };
  }

  @Answers('rpc.mapping.check')
  check(@Payload() { rows, tenantId }: CheckMapping): MappingChecked {
    this.refuseIfBusy('rpc.mapping.check');
    return { mappingHash: this.hash(rows, tenantId), problems: this.problems };
  }

  @Answers('rpc.mapping.latest')
  latest(@Payload() { accountId, mappingHash = '' }: LatestTest): MappingTest | null {
    const result = this.tests.get(`${accountId} ${mappingHash}`);
    if (!result) return null;
    return { testId: mappingHash, mappingHash, result, problems: [], people: [], testedAt: '2026-03-01T10:00:00.000Z' };
  }

  @Answers('rpc.runs.cancel')
  cancel(@Payload() { accountId }: CancelRun): { cancelled: boolean } {
    this.refuseIfBusy('rpc.runs.cancel');
    this.cancelled.push(accountId);
    return { cancelled: true };
  }

  @Handles('sync.requested')
  syncRequested(@Payload() event: SyncRequested): void {
    this.requested.push(event);
  }

  @Handles('audit.recorded')
  auditRecorded(@Payload() event: AuditRecorded): void {
    this.audited.push(event);
  }

  /** What mapping-validator will say of the latest test of a mapping. */
  setTest(accountId: string, mappingHash: string, result: TestResult): void {
    this.tests.set(`${accountId} ${mappingHash}`, result);
  }

  requestedOf(accountId: string): SyncRequested[] {
    return this.requested.filter((event) => event.accountId === accountId);
  }

  hash(rows: CheckMapping['rows'], tenantId: string): string {
    return mappingHash({ rows, tenantId, fieldsVersion: this.fieldsVersion });
  }

  private refuseIfBusy(subject: string): void {
    if (this.busy.has(subject)) throw new RetryLaterError(100, `${subject} is not answered just now`);
  }
}

@Module({ controllers: [OtherServices] })
class OtherServicesModule {}

type App = Awaited<ReturnType<typeof startService>>;

/** Config, in as many instances as wanted, between the services it talks to. */
export async function startTogether(
  { mongoUrl, natsUrl }: { mongoUrl: string; natsUrl: string },
  instances = 1,
): Promise<{ apps: App[]; others: OtherServices; rpc: RpcClient; events: EventPublisher; close: () => Promise<void> }> {
  const source = { HTTP_PORT: '0', NATS_URL: natsUrl, MONGO_URL: mongoUrl, LOG_LEVEL: 'silent', TICK_SECONDS: '3600' };
  const othersApp = await startService(
    { name: 'others', module: OtherServicesModule, Environment: ServiceEnvironment },
    loadEnvironment(ServiceEnvironment, source),
  );
  const apps: App[] = [];
  for (let instance = 1; instance <= instances; instance++) {
    const environment = loadEnvironment(Environment, source);
    apps.push(await startService({ name: 'config', module: AppModule, Environment }, environment));
  }
  return {
    apps,
    others: othersApp.get(OtherServices),
    rpc: othersApp.get(RpcClient),
    events: othersApp.get(EventPublisher),
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await othersApp.close();
    },
  };
}
