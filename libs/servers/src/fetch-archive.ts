import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runProgram } from './run-program.js';

export interface Archive {
  url: string;
  /** Where its publisher says what its sha256 is. */
  checksumUrl: string;
  /** The program's path in the archive, below the one folder that all is in. */
  member: string;
}

/** A closed network must not cost a start more than this. */
const REACHABLE_WITHIN_MS = 4_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

/** Downloads, verifies and unpacks; gives the path of the program. */
export async function fetchArchive({ url, checksumUrl, member }: Archive, workDir: string): Promise<string> {
  const checksums = await (await get(checksumUrl, REACHABLE_WITHIN_MS)).text();
  const name = basename(new URL(url).pathname);
  const expected = checksumOf(name, checksums);
  if (expected === undefined) throw new Error(`${checksumUrl} has no checksum of ${name}.`);

  const file = join(workDir, name);
  const actual = await download(url, file);
  if (actual !== expected) {
    throw new Error(`${url} was refused: its sha256 is ${actual}, its publisher says ${expected}.`);
  }
  // tar is on Linux, macOS and Windows alike, where it opens zip files too.
  await runProgram('tar', ['-xf', file, '-C', workDir, '--strip-components=1'], { timeoutMs: 120_000 });
  return join(workDir, member);
}

/** Lines of `<sha256>  <file name>`, as sha256sum writes them. */
export function checksumOf(name: string, checksums: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [, checksum, file] = /^([0-9a-f]{64})\s+\*?(\S+)\s*$/i.exec(line) ?? [];
    if (file === name) return checksum?.toLowerCase();
  }
  return undefined;
}

async function download(url: string, file: string): Promise<string> {
  const response = await get(url, DOWNLOAD_WITHIN_MS);
  if (!response.body) throw new Error(`${url} answered without a body.`);
  const hash = createHash('sha256');
  await pipeline(
    Readable.fromWeb(response.body),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return hash.digest('hex');
}

async function get(url: string, timeoutMs: number): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw new Error(`${new URL(url).host} is not reachable`, { cause: error });
  }
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}
