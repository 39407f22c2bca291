import { RequestError } from '@nats-io/nats-core';

/** Whether nobody listened to what was asked, or stored: JetStream wraps that once more. */
export function isNoResponders(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].some((each) => each instanceof RequestError && each.isNoResponders());
}
