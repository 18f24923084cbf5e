// Size and language rules (ESLint), import rules and cycles (dependency-cruiser), unused exports (knip).
import { lintSteps, runStep } from './steps.mjs';

let failed = 0;
for (const [name, command] of lintSteps) if (!(await runStep(name, command)).ok) failed += 1;
process.exit(failed === 0 ? 0 : 1);
