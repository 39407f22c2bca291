const mongoose = '(^|/)node_modules/(mongoose|mongodb|@nestjs/mongoose)/';
const microsoft = '(^|/)node_modules/@(azure|microsoft)/';
const spec = '\\.spec\\.ts$';
const testing = '(\\.spec|\\.builders)\\.ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'services-know-only-libs',
      comment:
        'Services talk over the bus. What two of them need is a contract or a lib. (The rehearsal tenant is for tests.)',
      severity: 'error',
      from: { path: '^services/([^/]+)/', pathNot: testing },
      to: { path: '^services/([^/]+)/', pathNot: '^services/$1/' },
    },
    {
      name: 'libs-know-no-service',
      comment: 'A lib that knows a service is a part of that service.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(services|deploy)/' },
    },
    {
      name: 'contracts-know-no-lib',
      comment: 'Contracts are what crosses a process boundary, and nothing else.',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^libs/(?!contracts/)' },
    },
    {
      name: 'mapping-knows-only-types-of-contracts',
      comment: 'The mapping is pure: it runs the same in the test, the preview and the sync.',
      severity: 'error',
      from: { path: '^libs/mapping/', pathNot: spec },
      to: { path: '^libs/(?!mapping/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'mapping-does-no-io',
      comment: 'No framework, database or network in the mapping; hashing is arithmetic.',
      severity: 'error',
      from: { path: '^libs/mapping/', pathNot: spec },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'mongoose-in-repositories',
      comment: 'Decisions do not know how things are stored.',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: `\\.(repository|schema|module)\\.ts$|^libs/servers/|${testing}` },
      to: { path: mongoose },
    },
    {
      name: 'microsoft-in-identity-connector',
      comment: 'Everything said to an identity provider is said in one place.',
      severity: 'error',
      from: { path: '^(libs|services|deploy)/', pathNot: '^services/identity-connector/' },
      to: { path: microsoft },
    },
    {
      name: 'servers-only-for-starting-and-testing',
      comment: 'A service is given URLs; who starts the servers is none of its business.',
      severity: 'error',
      from: { path: '^(libs|services)/', pathNot: `^libs/servers/|${testing}` },
      to: { path: '^libs/servers/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'What only tests use is imported only by tests.',
      severity: 'error',
      from: { path: '^(libs|services|deploy/local)/', pathNot: testing },
      to: { path: testing },
    },
    {
      name: 'packages-by-name',
      comment:
        'Another package is imported by its name, through its index or another entry that it names, never by a path into it.',
      severity: 'error',
      from: { path: '^(libs|services|deploy)/([^/]+)/' },
      to: {
        path: '^(libs|services|deploy)/',
        pathNot: '^$1/$2/|/src/index\\.ts$|^libs/bootstrap/src/environment\\.ts$',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Of two files that need each other, neither can be read alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports is dead, unless it is where a process starts.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: `(main|index|setup)\\.(tsx?|mjs)$|${testing}|\\.config\\.mjs$|\\.d\\.ts$|^services/console/public/|^deploy/mongo/`,
      },
      to: {},
    },
    {
      name: 'not-to-unresolvable',
      comment:
        'An import that can not be found fails at start-up, not here. (Microsoft has a package of types and nothing else.)',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@microsoft/microsoft-graph-types$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-types)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@rollcall/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
