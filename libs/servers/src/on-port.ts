import { freePort } from './free-port.js';
import { PortTakenError } from './server-process.js';

const ATTEMPTS = 5;

/** Runs `start` on the port that is asked for, or on a free one, and on another one if somebody was faster. */
export async function onPort<T>(asked: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (asked !== undefined) {
    return start(asked).catch((error: unknown) => {
      if (!(error instanceof PortTakenError)) throw error;
      throw new Error(`Port ${asked} is taken: stop what listens there, or give another port. ${error.message}`, {
        cause: error,
      });
    });
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === ATTEMPTS) throw error;
    }
  }
}
