import type { Answer } from './gateway.js';

/** The cookies an answer sets, each as it stands in its header. */
export function setCookies({ headers }: Answer): string[] {
  return [headers['set-cookie'] ?? []].flat();
}
