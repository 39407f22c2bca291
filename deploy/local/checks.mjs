#!/usr/bin/env node
// Every check there is, and one line at the end that counts the results.
//   checks.mjs test    everything        checks.mjs check   what is quick enough for every commit
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';

// The longest first, so that what runs beside it ends with it.
const quick = ['lint', 'types', 'format:check', 'boundaries', 'test:unit'];
const all = [
  'lint',
  'types',
  'format:check',
  'boundaries',
  'dead-code',
  'build',
  'test:unit',
  'test:integration',
  'test:system',
];

const [task, ...only] = process.argv.slice(2);
const scripts = only.length > 0 ? only : task === 'check' ? quick : all;
const results = '.rollcall/test-results';
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;

// A check keeps one core busy, so as many run as there are cores. Tests use all of them by themselves.
const isTest = (script) => script.startsWith('test:');
const checks = scripts.filter((script) => !isTest(script));
await Promise.all(Array.from({ length: availableParallelism() }, runChecks));
for (const script of scripts.filter(isTest)) await runTests(script);

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runChecks() {
  for (let script = checks.shift(); script; script = checks.shift()) {
    const { status, output, seconds } = await run(script, [], ['ignore', 'pipe', 'pipe']);
    passed += Number(status === 0);
    failed += Number(status !== 0);
    // At once and at the end, as several would mix their lines otherwise.
    if (status !== 0) console.log(`\n── npm run ${script}\n${output}`);
    tell(script, status, seconds);
  }
}

async function runTests(script) {
  console.log(`\n── npm run ${script}`);
  const report = `${results}/${script.replace(':', '-')}.json`;
  rmSync(report, { force: true });
  const more = ['--', '--json', `--outputFile=${report}`, '--silent=false'];
  const { status, seconds } = await run(script, more, ['ignore', 'ignore', 'inherit']);
  const counted = countTests(report);
  // One that failed without a failing test (it could not even start, say) counts as one failure.
  passed += counted.passed;
  failed += counted.failed + Number(status !== 0 && counted.failed === 0);
  tell(script, status, seconds);
}

function run(script, more, stdio) {
  const started = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('npm', ['run', '--silent', script, ...more], { stdio, shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    const end = (status) => resolve({ status, output, seconds: ((Date.now() - started) / 1000).toFixed(1) });
    child.once('error', (error) => {
      output += error.message;
      end(1);
    });
    child.once('close', end);
  });
}

function tell(script, status, seconds) {
  console.log(`── ${script}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
}

function countTests(report) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
