import { startRehearsal } from '../start-rehearsal.js';
import type { Rehearsal } from '../start-rehearsal.js';
import type { Environment } from '../environment.js';
import { Visitor } from './visitor.js';

/** Starts one rehearsal tenant for a test file, and puts it back to its beginning before each test. */
export function rehearse(settings: Partial<Environment> = {}): { visitor: Visitor; smtpPort: number } {
  const context: { visitor: Visitor; smtpPort: number } = { visitor: new Visitor(''), smtpPort: 0 };
  let rehearsal: Rehearsal | undefined;

  beforeAll(async () => {
    rehearsal = await startRehearsal(settings);
    context.visitor = new Visitor(rehearsal.origin);
    context.smtpPort = rehearsal.smtpPort;
  });
  beforeEach(() => context.visitor.control('POST', '/reset'));
  afterAll(() => rehearsal?.close());
  return context;
}
