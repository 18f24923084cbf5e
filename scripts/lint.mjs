// Size and language rules (ESLint), import rules and cycles (dependency-cruiser), unused exports (knip).
import { runStep } from './steps.mjs';

const steps = [
  ['eslint', ['eslint', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  ['import rules', ['depcruise', '--config', '.dependency-cruiser.cjs', 'core', 'server', 'client', 'infra', 'tests']],
  ['unused exports', ['knip', '--no-progress']],
];
let failed = 0;
for (const [name, command] of steps) if (!runStep(name, command).ok) failed += 1;
process.exit(failed === 0 ? 0 : 1);
