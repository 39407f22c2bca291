import { readFileSync } from 'node:fs';
// The global set-up runs outside jest's own module resolution.
import './libs/servers/src/testing/resolve-sources.mjs';

const { jsc } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url)));

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc, sourceMaps: true, swcrc: false, module: { type: 'es6' } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@rollcall/source', 'node', 'node-addons'] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/dist-types/'],
  modulePathIgnorePatterns: ['/dist/', '/dist-types/', '/.rollcall/'],
  ...more,
});

const servers = {
  globalSetup: '<rootDir>/libs/servers/src/testing/global-setup.ts',
  globalTeardown: '<rootDir>/libs/servers/src/testing/global-teardown.ts',
  testEnvironment: '<rootDir>/libs/servers/src/testing/environment.ts',
};

/** Unit tests touch memory only; integration tests a real mongod and nats-server; system tests the whole product. */
export default {
  projects: [
    project('unit', ['**/src/**/!(*.int|*.e2e).spec.ts']),
    project('integration', ['**/src/**/*.int.spec.ts'], servers),
    project('system', ['<rootDir>/deploy/e2e/src/**/*.e2e.spec.ts'], {
      testEnvironment: '<rootDir>/deploy/e2e/src/testing/environment.ts',
    }),
  ],
  // On a machine with other work a test takes many times as long as it does alone.
  testTimeout: 180_000,
  testSequencer: '<rootDir>/deploy/e2e/longest-first.mjs',
  maxWorkers: '100%',
};
