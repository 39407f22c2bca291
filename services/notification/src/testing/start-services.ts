import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { loadEnvironment, ServiceEnvironment, startService } from '@rollcall/bootstrap';
import { type Contact, GetContacts, type Invitation, IssueInvitations } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
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

/** Plays user-lifecycle: who can be reached, and who gets which invitation. */
@Controller()
export class UserLifecycle {
  readonly people = new Map<string, Contact>();
  issued = 0;

  @Answers('rpc.users.contacts')
  contacts(@Payload() { userIds }: GetContacts): { contacts: Contact[] } {
    return { contacts: userIds.flatMap((userId) => this.people.get(userId) ?? []) };
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
