// npm test: format, lint, types, then unit, contract, integration and browser tests. Last line: N passed, N failed, N skipped.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, setUp } from './setup.mjs';
import { lintSteps, runStep } from './steps.mjs';

await setUp();

const totals = { passed: 0, failed: 0, skipped: 0 };
/** Names of skipped tests: they say what is missing on this machine. */
const skipped = [];
/** Names of what failed: the end of the output tells without reading the rest. */
const failed = [];
const reports = mkdtempSync(join(tmpdir(), 'brownout-test-'));

/** A check counts as one test. */
function check(name, command) {
  const { ok } = runStep(name, command);
  totals[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failed.push(name);
}

/** A test project counts with each of its tests; a runner that dies without a report is one failure. */
function vitest(project) {
  const file = join(reports, `${project}.json`);
  const { ok } = runStep(`${project} tests`, [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) {
    totals.failed += 1;
    failed.push(`${project} tests ended without a report`);
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  tellSkipped(report);
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name, assertionResults } of report.testResults)
    for (const { status, fullName } of assertionResults) {
      if (['pending', 'skipped', 'todo'].includes(status)) skipped.push(fullName);
      if (status === 'failed') failed.push(`${relative(root, name)}: ${fullName}`);
    }
  // A suite that failed to load, or an unhandled error, fails the run without failing a test.
  if (!ok && report.numFailedTests === 0) {
    totals.failed += 1;
    failed.push(`${project} tests: a file that did not load, or an error outside of a test`);
  }
}

/** Each title says why; the reporter shows only how many. */
function tellSkipped({ testResults }) {
  const titles = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => ['skipped', 'pending', 'todo'].includes(status)),
  );
  const groups = new Map();
  for (const { ancestorTitles, title } of titles) {
    const group = ancestorTitles.find((name) => name.includes('skipped')) ?? [...ancestorTitles, title].join(' › ');
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  for (const [group, count] of groups) process.stdout.write(`   skipped ${count}: ${group}\n`);
}

check('format', ['biome', 'format', '.']);
for (const [name, command] of lintSteps) check(name, command);
check('types', ['tsc', '--noEmit', '-p', 'tsconfig.json']);
check('core is pure', ['tsc', '--noEmit', '-p', 'core/tsconfig.json']);
for (const project of ['unit', 'contract', 'sandbox', 'integration']) vitest(project);

rmSync(reports, { recursive: true, force: true });
if (skipped.length > 0) process.stdout.write(`\nSkipped on this machine:\n${skipped.map((name) => `  ${name}`).join('\n')}\n`);
if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}\n`);
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
