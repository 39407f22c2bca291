import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';
import type { MessagingSettings } from './settings.js';
import { waitToReconnect } from './wait-to-reconnect.js';

const CLOSE_WITHIN_MS = 5_000;
const REMIND_EVERY_MS = 10_000;

/** Before it is connected the server's limit isn't known; this is the one a server has by itself. */
const USUAL_MAX_PAYLOAD = 1024 * 1024;

const logger = new Logger('Bus');

/** A connection that waits for the server at first, and comes back for as long as the process lives. */
export async function connectToBus(settings: MessagingSettings, purpose: string): Promise<NatsConnection> {
  const { hosts, credentials, tls } = parseUrls(settings.natsUrl);
  const reminder = setInterval(() => {
    logger.warn(`still waiting for the bus at ${hosts.join(', ')}`);
  }, REMIND_EVERY_MS);
  try {
    return await connect({
      servers: hosts,
      name: `${settings.service} ${purpose}`,
      ...credentials,
      ...(tls ? { tls: {} } : {}),
      // A service may be allowed its own inbox only, so that it can't read the answers to others.
      inboxPrefix: `_INBOX.${settings.service}`,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: waitToReconnect(),
      // Notices a server that froze in 30 s instead of 4 minutes.
      pingInterval: 10_000,
      maxPingOut: 2,
      noAsyncTraces: true,
    });
  } finally {
    clearInterval(reminder);
  }
}

/** The client takes no credentials from a URL. They are the same for all servers of a cluster. */
function parseUrls(natsUrl: string) {
  const urls = natsUrl.split(',').map((url) => URL.parse(url.trim()));
  const valid = urls.filter((url) => url !== null).filter(({ host }) => host !== '');
  const [first] = valid;
  if (!first || valid.length < urls.length) throw new Error('the bus needs a URL such as nats://127.0.0.1:4222');
  const [user, pass] = [first.username, first.password].map(decodeURIComponent);
  return {
    hosts: valid.map(({ host }) => host),
    credentials: user ? { user, ...(pass ? { pass } : {}) } : {},
    tls: first.protocol === 'tls:',
  };
}

export function maxPayload(connection: NatsConnection): number {
  return connection.info?.max_payload ?? USUAL_MAX_PAYLOAD;
}

/** Sends what is on its way, and closes. Draining waits for a server that is away, so it is bounded. */
export async function closeConnection(connection: NatsConnection): Promise<void> {
  if (connection.isClosed()) return;
  await Promise.race([connection.drain().catch(() => undefined), pause(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  await connection.close();
}
