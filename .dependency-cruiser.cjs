/** Who may import whom (docs/ARCHITECTURE.md); static and dynamic imports alike. */
const test = '\\.(test|fixture)\\.tsx?$';
module.exports = {
  forbidden: [
    { name: 'no-cycle', comment: 'A cycle hides which part is the lower one.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { path: '^(server|client|infra|scenarios|tests)/' },
    },
    { name: 'core-uses-no-node', severity: 'error', from: { path: '^core/', pathNot: test }, to: { dependencyTypes: ['core'] } },
    {
      name: 'core-uses-only-pure-libraries',
      severity: 'error',
      from: { path: '^core/', pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(zod|yaml)/' },
    },
    {
      name: 'client-sees-only-the-wire',
      comment: 'The browser must never hold what is sealed.',
      severity: 'error',
      from: { path: '^client/', pathNot: test },
      to: {
        path: '^(core|server|infra|scenarios)/',
        pathNot: '^core/(protocol|profile|communication/(wording|check-wording)|drill/values)',
      },
    },
    {
      name: 'adapters-do-not-import-each-other',
      severity: 'error',
      from: { path: '^server/adapters/([^/]+)/', pathNot: test },
      to: { path: '^server/adapters/', pathNot: '^server/adapters/$1/' },
    },
    {
      name: 'adapters-see-ports-and-core',
      severity: 'error',
      from: { path: '^server/adapters/', pathNot: test },
      to: { path: '^(server|client|scenarios|tests)/', pathNot: '^server/(ports|adapters)/|^server/telemetry/messages' },
    },
    {
      name: 'host-imports-no-adapter',
      severity: 'error',
      from: { path: '^server/(drill-host|host|http|ports|verify)', pathNot: test },
      to: { path: '^server/adapters/' },
    },
    {
      name: 'services-import-only-their-kit',
      severity: 'error',
      from: { path: '^infra/stacks/[^/]+/services/([^/]+)/', pathNot: test },
      to: { path: '^(core|server|client|infra)/', pathNot: '^infra/(stacks/[^/]+/kit/|stacks/[^/]+/services/$1/|process/)' },
    },
    {
      name: 'infra-does-not-know-the-server',
      severity: 'error',
      from: { path: '^infra/', pathNot: test },
      to: { path: '^(server|client|scenarios|tests)/' },
    },
    {
      name: 'nothing-imports-the-bench',
      severity: 'error',
      from: { path: '^(core|server|client|infra|tests)/' },
      to: { path: '^bench/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(core|server|client|infra)/', pathNot: test },
      to: { path: `^tests/|${test}` },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
