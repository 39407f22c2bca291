const usualMs = 500;
const jitterMs = 250;
/** The last try may have begun so much later than the time before it was asked for. */
const longestTryMs = 60_000;

/** So many servers a cluster may have: each is tried once without waiting after the clock was set back. */
const servers = 10;

/**
 * How long the client waits before it tries the same server again. It counts from the last try by the clock on the wall: set
 * back by an hour while the server is away, it would try again only in an hour. Then it is to try at once.
 */
export function waitToReconnect(now: () => number = Date.now): () => number {
  let latest = now();
  let setBackMs = 0;
  let tries = 0;
  return () => {
    const at = now();
    if (at < latest) [setBackMs, tries] = [setBackMs + latest - at, servers];
    else if (tries === 0) setBackMs = 0;
    tries = Math.max(0, tries - 1);
    latest = at;
    return setBackMs > 0 ? -setBackMs - longestTryMs : usualMs + Math.random() * jitterMs;
  };
}
