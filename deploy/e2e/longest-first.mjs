import Sequencer from '@jest/test-sequencer';

/** Tests that take minutes. */
const longest = ['faults.e2e.spec.ts', 'kills.e2e.spec.ts'];

/**
 * jest begins with what took longest the last time, or on a fresh clone with the largest file. Begun last, a long test
 * would run on alone, on one core.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => longest.some((name) => path.endsWith(name));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
