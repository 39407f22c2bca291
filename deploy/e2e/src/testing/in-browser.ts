import { hasBrowser } from './visitor.js';

/** Tests in a browser. Without one they are skipped, but for CI, where they fail: nothing untested is to pass there. */
export const inBrowser = hasBrowser || process.env.CI ? describe : describe.skip;
