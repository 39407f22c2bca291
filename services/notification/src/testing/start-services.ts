import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import {
  type Contact,
  type Counts,
  GetContacts,
  GetRun,
  type Invitation,
  IssueInvitations,
  type Revision,
  type Role,
  type Run,
} from '@rollcall/contracts';
import { Answers, RefusedError, RetryLaterError } from '@rollcall/messaging';
import { testServers } from '@rollcall/servers';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';

type App = Awaited<ReturnType<typeof startService>>;

/** The service on the test servers. */
export function startNotification(settings: { SMTP_URL: string } & Record<string, string>): Promise<App> {
  return startService(
    { name: 'notification', module: AppModule, Environment },
    loadEnvironment(Environment, {
      ...onTestServers(),
      MAIL_FROM: 'Rollcall <rollcall@rollcall.example>',
      PUBLIC_URL: 'https://rollcall.example/',
      SEND_INTERVAL_MS: '50',
      ...settings,
    }),
  );
}

/** Plays user-lifecycle, sync-runner and config: who can be reached, who gets which invitation, and what a run did. */
@Controller()
export class UserLifecycle {
  readonly people = new Map<string, Contact & { role?: Role }>();
  counts: Counts | undefined;
  /** Whom the configuration in force names, if there is one. */
  notify: string[] | undefined;
  issued = 0;

  @Answers('rpc.users.contacts')
  contacts(@Payload() { userIds, roles }: GetContacts): { contacts: Contact[] } {
    const asked = [...this.people.values()].filter(({ userId, role = 'IamAdmin' }) => {
      return (userIds?.includes(userId) ?? true) && (roles?.includes(role) ?? true);
    });
    return { contacts: asked.map(({ userId, name, email }) => ({ userId, name, email })) };
  }

  @Answers('rpc.configuration.revision')
  revision(): Revision {
    if (!this.notify) throw new RefusedError('not-active', 'Nothing is set up yet.');
    return { preferences: { notify: this.notify } } as unknown as Revision;
  }

  @Answers('rpc.runs.get')
  run(@Payload() { runId }: GetRun): Run {
    if (!this.counts) throw new RetryLaterError(1_000, 'not now');
    const progress = { phase: 'finishing' as const, people: 0 };
    return { runId, status: 'partialSuccess', progress, counts: this.counts, notices: [], requests: 0, units: 0 };
  }

  @Answers('rpc.invitations.issue')
  issue(@Payload() { userIds }: IssueInvitations): { invitations: Invitation[] } {
    this.issued++;
    const expiresAt = '2026-12-01T06:21:00.000Z';
    const invited = userIds.flatMap((userId) => this.people.get(userId) ?? []);
    return {
      invitations: invited.map((person) => ({
        ...person,
        token: `${this.issued}-token-of-${person.userId}`,
        expiresAt,
      })),
    };
  }
}

@Module({ controllers: [UserLifecycle] })
class UserLifecycleModule {}

export function startUserLifecycle(): Promise<App> {
  return startService(
    { name: 'user-lifecycle', module: UserLifecycleModule, Environment: ServiceEnvironment },
    loadEnvironment(ServiceEnvironment, onTestServers()),
  );
}

function onTestServers(): Record<string, string> {
  const { mongoUrl, natsUrl } = testServers();
  return { HTTP_PORT: '0', LOG_LEVEL: 'silent', MONGO_URL: mongoUrl, NATS_URL: natsUrl };
}
