// npm test: format, lint, types, unit tests and pages beside contract tests, sandboxes and drills. Last line: N passed, N failed, N skipped.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { measureLanes } from './lanes.mjs';
import { root, setUp } from './setup.mjs';
import { lintSteps, runStep } from './steps.mjs';

await setUp();
const { lanes, because } = await lanesOrRefuse();

const totals = { passed: 0, failed: 0, skipped: 0 };
/** Names of skipped tests: they say what is missing on this machine. */
const skipped = [];
/** Names of what failed and its reason in a line: the end of the output tells without reading the rest. */
const failed = [];
const reports = mkdtempSync(join(tmpdir(), 'brownout-test-'));
const began = Date.now();

async function lanesOrRefuse() {
  try {
    return await measureLanes();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/** A check counts as one test. */
const check = (name, command) => async (how) => {
  const { ok } = await runStep(name, command, how);
  totals[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failed.push(name);
};

/** A step of test projects counts with each of their tests; a runner that dies without a report is one failure. */
const vitest = (name, projects) => async (how) => {
  const file = join(reports, `${projects[0]}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const environment = { BROWNOUT_TEST_LANES: String(lanes) };
  const { ok } = await runStep(name, ['vitest', 'run', ...chosen, ...reporters], { ...how, environment });
  if (!existsSync(file)) {
    totals.failed += 1;
    failed.push(`${name} ended without a report`);
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  tellSkipped(report, how?.aside ?? ((line) => process.stdout.write(line)));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + report.numTodoTests;
  for (const { name: path, assertionResults } of report.testResults)
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (['pending', 'skipped', 'todo'].includes(status)) skipped.push(fullName);
      if (status === 'failed') failed.push(`${relative(root, path)}: ${fullName}\n    ${reasonOf(failureMessages)}`);
    }
  // A suite that failed to load, or an unhandled error, fails the run without failing a test.
  if (!ok && report.numFailedTests === 0) {
    totals.failed += 1;
    failed.push(`${name}: a file that did not load, or an error outside of a test`);
  }
};

/** What was expected, without the stack. */
function reasonOf(failureMessages) {
  const [first = ''] = failureMessages;
  return stripVTControlCharacters(first).split('\n')[0].slice(0, 400);
}

/** Each title says why; the reporter shows only how many. */
function tellSkipped({ testResults }, say) {
  const titles = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => ['skipped', 'pending', 'todo'].includes(status)),
  );
  const groups = new Map();
  for (const { ancestorTitles, title } of titles) {
    const group = ancestorTitles.find((name) => name.includes('skipped')) ?? [...ancestorTitles, title].join(' › ');
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  for (const [group, count] of groups) say(`   skipped ${count}: ${group}\n`);
}

/** Beside something else they are let through now and then all the same: a page or a socket that is never let through is a lost one. */
const lightly = (step) => (how) => step({ ...how, niceness: 10 });

/** These need a processor and nothing else: it does not matter when they get it. */
const computing = [
  check('format', ['biome', 'format', '.']),
  ...lintSteps.map(([name, command]) => check(name, command)),
  check('types', ['tsc', '--noEmit', '-p', 'tsconfig.json']),
  check('core is pure', ['tsc', '--noEmit', '-p', 'core/tsconfig.json']),
  vitest('unit tests of core and client', ['unit']),
  lightly(vitest('unit tests of server', ['unit-server'])),
  lightly(vitest('pages over a house without a shop', ['pages'])),
];
/** These wait for most of their time, and some ask how long something took: they come first wherever both want to run. */
const waiting = [
  vitest('unit tests of infra, contract tests, sandboxes and houses', ['unit-alone', 'contract', 'sandbox', 'house']),
  vitest('drills in a real shop', ['integration']),
];

async function inTurn(steps, how) {
  for (const step of steps) await step(how);
}

/** What waits has the terminal; what computes beside it is shown between its steps, each in one piece. */
async function sideBySide() {
  const said = [];
  let isShown = false;
  const show = () => process.stdout.write(said.splice(0).join(''));
  const aside = (output) => {
    said.push(output);
    if (isShown) show();
  };
  const beside = inTurn(computing, { aside });
  for (const step of waiting) {
    await step();
    show();
  }
  isShown = true;
  await beside;
}

process.stdout.write(`\n${lanes === 2 ? 'Side by side' : 'One after the other'}: ${because}.\n`);
if (lanes === 2) await sideBySide();
else await inTurn([...computing, ...waiting]);

rmSync(reports, { recursive: true, force: true });
if (skipped.length > 0) process.stdout.write(`\nSkipped on this machine:\n${skipped.map((name) => `  ${name}`).join('\n')}\n`);
if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}\n`);
process.stdout.write(`\nTook ${((Date.now() - began) / 60_000).toFixed(1)} minutes.\n`);
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
