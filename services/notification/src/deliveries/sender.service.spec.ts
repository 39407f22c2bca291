import { ConsoleLogger, Logger } from '@nestjs/common';
import { eventually } from '@rollcall/servers';
import type { Environment } from '../environment.js';
import { aDelivery } from '../testing/events.builders.js';
import type { ClaimedDelivery, DeliveriesRepository } from './deliveries.repository.js';
import { SenderService } from './sender.service.js';
import type { Addressed, SmtpClient } from './smtp.client.js';
import type { TurnsRepository } from './turns.repository.js';

/** Deliveries in memory; each can be claimed once. */
class FakeDeliveries {
  readonly states = new Map<string, string>();
  isAway = false;
  private readonly queue: ClaimedDelivery[];

  constructor(...ids: string[]) {
    this.queue = ids.map((_id) => ({ ...aDelivery(), _id, attempts: 1 }) as ClaimedDelivery);
    for (const id of ids) this.states.set(id, 'queued');
  }

  claim(): Promise<ClaimedDelivery | null> {
    return this.answer(() => this.queue.shift() ?? null);
  }

  markSent({ _id }: ClaimedDelivery): Promise<void> {
    return this.answer(() => void this.states.set(_id, 'sent'));
  }

  tryAgain({ _id }: ClaimedDelivery, waitMs: number): Promise<void> {
    return this.answer(() => void this.states.set(_id, `again in ${waitMs} ms`));
  }

  markFailed({ _id }: ClaimedDelivery): Promise<void> {
    return this.answer(() => void this.states.set(_id, 'failed'));
  }

  private answer<T>(give: () => T): Promise<T> {
    return this.isAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(give());
  }
}

const alwaysMyTurn: Pick<TurnsRepository, 'take' | 'giveBack'> = {
  take: () => Promise.resolve({ taken: true, id: '1' }),
  giveBack: () => Promise.resolve(),
};

class FakeSmtp {
  readonly sent: string[] = [];
  readonly troubles = new Map<string, object>();
  afterSend: () => void = () => undefined;

  send({ id }: Addressed): Promise<void> {
    const trouble = this.troubles.get(id);
    if (trouble) return Promise.reject(Object.assign(new Error('no'), trouble));
    this.sent.push(id);
    this.afterSend();
    return Promise.resolve();
  }

  close(): void {
    this.sent.push('closed');
  }
}

describe(SenderService.name, () => {
  const logged: string[] = [];
  const record = (line: string) => void logged.push(line);

  beforeAll(() => {
    Logger.overrideLogger({ log: record, warn: record, error: record });
  });

  beforeEach(() => {
    logged.length = 0;
  });

  afterAll(() => {
    Logger.overrideLogger(new ConsoleLogger());
  });

  const smtp = () => new FakeSmtp();
  const aSender = (deliveries: FakeDeliveries, client: FakeSmtp) =>
    new SenderService(
      deliveries as unknown as DeliveriesRepository,
      alwaysMyTurn as unknown as TurnsRepository,
      client as unknown as SmtpClient,
      { SMTP_CONNECTIONS: 1, SEND_INTERVAL_MS: 60_000 } as Environment,
    );

  it('sends one mail after the other', async () => {
    const [deliveries, client] = [new FakeDeliveries('1', '2'), smtp()];
    const sut = aSender(deliveries, client);
    sut.nudge();

    await eventually(() => expect([...deliveries.states.values()]).toEqual(['sent', 'sent']));
    expect(client.sent).toEqual(['1', '2']);
  });

  it('goes on after a mail that is refused or put off', async () => {
    const [deliveries, client] = [new FakeDeliveries('1', '2', '3'), smtp()];
    client.troubles.set('1', { code: 'EENVELOPE', responseCode: 550 });
    client.troubles.set('2', { code: 'EMESSAGE', responseCode: 451 });
    aSender(deliveries, client).nudge();

    await eventually(() => expect([...deliveries.states.values()]).toEqual(['failed', 'again in 30000 ms', 'sent']));
    expect(logged).toEqual(['delivery 1 of Ac0000001 failed for good: 550: the mail server refused the recipient']);
  });

  it('leaves the others untried while the mail server is away', async () => {
    const [deliveries, client] = [new FakeDeliveries('1', '2'), smtp()];
    client.troubles.set('1', { code: 'ESOCKET' });
    const sut = aSender(deliveries, client);
    sut.nudge();

    await eventually(() => expect(deliveries.states.get('1')).toBe('again in 30000 ms'));
    await sut.beforeApplicationShutdown();
    expect(deliveries.states.get('2')).toBe('queued');
  });

  it('marks a mail that is out as sent as soon as the database is back', async () => {
    const [deliveries, client] = [new FakeDeliveries('1'), smtp()];
    client.afterSend = () => (deliveries.isAway = true);
    aSender(deliveries, client).nudge();
    await eventually(() => expect(client.sent).toEqual(['1']));
    expect(deliveries.states.get('1')).toBe('queued');
    deliveries.isAway = false;

    await eventually(() => expect(deliveries.states.get('1')).toBe('sent'));
    expect(client.sent).toEqual(['1']);
  });

  it('survives a database that is away and sends when nudged again', async () => {
    const [deliveries, client] = [new FakeDeliveries('1'), smtp()];
    deliveries.isAway = true;
    const sut = aSender(deliveries, client);
    sut.nudge();
    await eventually(() => {
      deliveries.isAway = false;
      sut.nudge();
      expect(deliveries.states.get('1')).toBe('sent');
    });
  });

  it('tells once that the mail server is away and once that it is back, without address or link', async () => {
    const [deliveries, client] = [new FakeDeliveries('1', '2', '3', '4'), smtp()];
    client.troubles.set('1', { code: 'ESOCKET' }).set('2', { code: 'EAUTH', responseCode: 535 });
    const sut = aSender(deliveries, client);

    await eventually(() => {
      sut.nudge();
      expect(deliveries.states.get('4')).toBe('sent');
    });
    expect(logged).toEqual([
      "mail waits: ESOCKET: the mail server can't be used: there is no connection, or it broke off",
      'the mail server takes mail again',
    ]);
  });

  it('takes nothing more once it is told to end', async () => {
    const [deliveries, client] = [new FakeDeliveries('1'), smtp()];
    const sut = aSender(deliveries, client);
    await sut.beforeApplicationShutdown();
    sut.nudge();

    expect(client.sent).toEqual(['closed']);
    expect(deliveries.states.get('1')).toBe('queued');
  });
});
