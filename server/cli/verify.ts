import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { cheatNames } from '../../core/responders/cheat-names.ts';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import { type ScenarioProof, type Verification, verificationSchema } from '../../core/verification/report.ts';
import { markdownPage, terminalTable } from '../../core/verification/tables.ts';
import { distFile, projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles, type StackFiles } from '../../infra/sandbox/stack-files.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { createSupervisorFactory } from '../adapters/supervisor/supervisor-factory.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import { startTelemetryWorker } from '../adapters/telemetry-worker/telemetry-worker.ts';
import { endWhenAsked } from '../ending.ts';
import { chooseEngines } from '../engine-choice.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { type Verifying, verifyAll } from '../verify/verify-house.ts';
import { settingsOrRefuse } from './settings-or-refuse.ts';
import { parseOptions, UsageError } from './usage.ts';
import { wholeNumber } from './whole-number.ts';

/** Proves scenarios on live sandboxes; 0 when every one is proven. */
export async function verifyCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    all: { type: 'boolean', default: false },
    changed: { type: 'string' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  });
  if (values.write && values.only !== undefined) throw new UsageError('--only proves nothing that could be written: leave --write out.');
  const files = await readStackFiles(shopStackFile());
  const house = settingsOrRefuse().ratePerSecond;
  const library = openScenarioLibrary({ folder: scenarioFolder(), ...files, ratePerSecond: house });
  const scenarioIds = chosenIds(library, { all: values.all, changed: values.changed, named: positionals });
  // With fewer users than the shop is made for, what is scarce would not be: a small cache holds all they ask for.
  const ratePerSecond = house ?? files.stack.load.ratePerSecond;
  const verifying: Verifying = {
    scenarioIds,
    seed: wholeNumber('--seed', values.seed),
    lanes: Math.max(1, wholeNumber('--parallel', values.parallel)),
    mode: values.full ? 'full' : 'forks',
    only: values.only === undefined ? undefined : knownParts(values.only),
    proven: (proof) => {
      process.stderr.write(`${[`${proof.scenarioId}: ${proof.verdict} in ${proof.tookSeconds} s`, ...proof.reasons].join('\n  ')}\n`);
      if (values.write) writeReport(reportOf(ratePerSecond, [proof]));
    },
  };
  const report = reportOf(ratePerSecond, await verify({ stack: files.stack, library, ratePerSecond }, verifying));
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : terminalTable(report));
  return report.scenarios.every(({ verdict }) => verdict === 'proven') ? 0 : 1;
}

/** @throws UsageError */
function knownParts(text: string): string[] {
  const known = ['idle', ...cheatNames, 'naive', 'expert'];
  const names = text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only ${unknown}: there are ${known.join(', ')}.`);
  return names;
}

interface Choice {
  all: boolean;
  changed: string | undefined;
  named: readonly string[];
}

/** @throws UsageError nothing or too much chosen, or a scenario that is not there */
function chosenIds(library: ScenarioLibrary, { all, changed, named }: Choice): string[] {
  const ways = [all, changed !== undefined, named.length > 0].filter(Boolean).length;
  if (ways !== 1) throw new UsageError('Name scenarios, or --all, or --changed REV: one of the three.');
  const unknown = named.find((id) => !library.ids().includes(id));
  const known = `Scenarios: ${library.ids().join(', ')}.`;
  if (unknown !== undefined) throw new UsageError([`There is no scenario ${unknown}. ${known}`, ...library.problems()].join('\n'));
  // A file that is broken is no scenario: it must not be passed over in silence.
  if (named.length === 0 && library.problems().length > 0) throw new UsageError(library.problems().join('\n'));
  if (all) return library.ids();
  return changed === undefined ? [...named] : changedSince(changed).filter((id) => library.ids().includes(id));
}

/** Scenarios whose file differs from that revision, or is new. @throws UsageError when git cannot tell */
function changedSince(revision: string): string[] {
  const git = (...words: string[]): string[] =>
    execFileSync('git', words, { cwd: projectRoot(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n');
  try {
    const differing = git('diff', '--name-only', revision, '--', 'scenarios');
    const fresh = git('ls-files', '--others', '--exclude-standard', '--', 'scenarios');
    return [...differing, ...fresh].filter((file) => file.endsWith('.yaml')).map((file) => basename(file, '.yaml'));
  } catch (error) {
    throw new UsageError(`--changed ${revision}: ${(error as Error).message}`);
  }
}

interface Shop {
  stack: StackFiles['stack'];
  library: ScenarioLibrary;
  ratePerSecond: number;
}

async function verify({ stack, library, ratePerSecond }: Shop, verifying: Verifying): Promise<ScenarioProof[]> {
  const { dataDir: house } = settingsOrRefuse();
  // Beside the house's own, so that a running one is not disturbed.
  const dataDir = join(house, 'verify');
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const boot = { userLink: null, spanBytes: null, forward: null };
  const telemetry = await startTelemetryWorker(distFile('server/telemetry-worker.js'), boot, log);
  const factory = createSupervisorFactory({
    stackFile: shopStackFile(),
    dataDir,
    collectorPort: telemetry.collectorPort,
    engines: chooseEngines(),
  });
  // Sandboxes end with this process: their channel closes.
  endWhenAsked(() => telemetry.stop());
  const stackView = stackViewOf(stack);
  const parts = { factory, telemetry, ratePerSecond, log, library, stack: stackView, clock: systemClock, newStore: createMemoryEventStore };
  return verifyAll(parts, verifying).finally(() => telemetry.stop());
}

function reportOf(ratePerSecond: number, scenarios: ScenarioProof[]): Verification {
  const takenOn = new Date(systemClock.wallMs()).toISOString().slice(0, 10);
  return { version: 1, takenOn, machine: { cores: cpus().length, node: process.versions.node }, ratePerSecond, scenarios };
}

/** Into the committed report: what was verified now replaces what stood there of it. */
function writeReport(fresh: Verification): void {
  const file = join(scenarioFolder(), 'verified.json');
  const isFresh = ({ scenarioId }: ScenarioProof): boolean => fresh.scenarios.some((proof) => proof.scenarioId === scenarioId);
  const kept = readReport(file).filter((proof) => !isFresh(proof));
  const scenarios = [...kept, ...fresh.scenarios].sort((a, b) => a.scenarioId.localeCompare(b.scenarioId));
  const report = { ...fresh, scenarios };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(projectRoot(), 'docs', 'verified.md'), markdownPage(report));
}

function readReport(file: string): ScenarioProof[] {
  try {
    return verificationSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).scenarios;
  } catch {
    // None yet, or one of an older form: it is written anew.
    return [];
  }
}

function scenarioFolder(): string {
  return join(projectRoot(), 'scenarios');
}
