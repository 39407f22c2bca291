import { TestEnvironment } from 'jest-environment-node';

const failures = ['test_fn_failure', 'hook_failure'];

/** Lets a house know on closing that a test has failed in it. */
export default class HouseEnvironment extends TestEnvironment {
  /** See https://jestjs.io/docs/configuration#testenvironment-string */
  handleTestEvent({ name }: { name: string }): void {
    if (failures.includes(name)) this.global.rollcallTestHasFailed = true;
  }
}
