#!/usr/bin/env node
// Every check there is, one after the other, and one line at the end that counts the results.
//   checks.mjs test    everything        checks.mjs check   what is quick enough for every commit
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const quick = ['format:check', 'lint', 'types', 'boundaries', 'test:unit'];
const all = [
  'format:check',
  'lint',
  'types',
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
for (const script of scripts) {
  const started = Date.now();
  console.log(`\n── npm run ${script}`);
  const report = script.startsWith('test:') ? `${results}/${script.replace(':', '-')}.json` : undefined;
  if (report) rmSync(report, { force: true });
  const more = report ? ['--', '--json', `--outputFile=${report}`, '--silent=false'] : [];
  const { status } = spawnSync('npm', ['run', '--silent', script, ...more], {
    stdio: ['ignore', report ? 'ignore' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const counted = report ? countTests(report) : { passed: 0, failed: 0 };
  // A check that failed without a failing test (it could not even start, say) counts as one failure.
  passed += report ? counted.passed : Number(status === 0);
  failed += counted.failed + Number(status !== 0 && counted.failed === 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${script}: ${status === 0 ? 'ok' : 'FAILED'} in ${seconds} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function countTests(report) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
