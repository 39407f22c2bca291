import { jetstream, type JetStreamManager, jetstreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { DEAD_LETTERS, ensureStreams, EVENTS } from '../streams.js';

/** The bus as an operator sees it, for looking at streams and for sending what no publisher of ours would. */
export class TestBus {
  private constructor(
    readonly connection: NatsConnection,
    readonly manager: JetStreamManager,
  ) {}

  static async open(natsUrl: string): Promise<TestBus> {
    const connection = await connect({ servers: natsUrl.replace('nats://', '') });
    return new TestBus(connection, await jetstreamManager(connection));
  }

  /** Both streams, new and empty, with no consumers. */
  async reset(): Promise<void> {
    for (const name of [EVENTS, DEAD_LETTERS]) await this.manager.streams.delete(name).catch(() => false);
    await ensureStreams(this.manager);
  }

  async publishRaw(subject: string, payload: string): Promise<void> {
    await jetstream(this.connection).publish(subject, payload);
  }

  async countEvents(): Promise<number> {
    return (await this.manager.streams.info(EVENTS)).state.messages;
  }

  /** Events of a consumer that are not acknowledged: waiting, in hand or to be tried again. */
  async countOpen(
    consumer = 'tester--user_changed',
  ): Promise<{ waiting: number; inHand: number; redelivered: number }> {
    const info = await this.manager.consumers.info(EVENTS, consumer);
    return { waiting: info.num_pending, inHand: info.num_ack_pending, redelivered: info.num_redelivered };
  }

  async deadLetters(): Promise<StoredMsg[]> {
    const { state } = await this.manager.streams.info(DEAD_LETTERS);
    const found: StoredMsg[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq += 1) {
      const message = await this.manager.streams.getMessage(DEAD_LETTERS, { seq });
      if (message) found.push(message);
    }
    return found;
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
