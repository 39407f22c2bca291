import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface RunOptions {
  timeoutMs: number;
  env?: NodeJS.ProcessEnv;
}

/** What the program wrote; if it fails, an error with the end of its complaint. */
export async function runProgram(program: string, args: string[], { timeoutMs, env }: RunOptions): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: 16 * 2 ** 20,
      env,
    });
    return stdout;
  } catch (error) {
    throw new Error(`${program}: ${complaintOf(error, timeoutMs)}`, { cause: error });
  }
}

function complaintOf(error: unknown, timeoutMs: number): string {
  const { code, killed, stderr } = error as { code?: unknown; killed?: boolean; stderr?: string };
  if (code === 'ENOENT') return 'not installed';
  if (killed) return `not done after ${timeoutMs / 1000} s`;
  const lines = (stderr ?? '').trim().split('\n').filter(Boolean);
  return lines.slice(-2).join(' ') || `exit code ${String(code)}`;
}
