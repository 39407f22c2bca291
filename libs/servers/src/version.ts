/** From `db version v8.0.17` or `nats-server: v2.15.1`. */
export function parseVersion(output: string): string | undefined {
  return /\bv(\d+\.\d+\.\d+)/.exec(output)?.[1];
}

export function isAtLeast(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) >= 0;
}
