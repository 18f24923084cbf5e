import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cheatNames } from '../../core/responders/cheat-names.ts';
import { stackViewOf } from '../../core/stack/stack-view.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import { unprovenOf } from '../../core/verification/share.ts';
import { terminalTable } from '../../core/verification/tables.ts';
import { distFile, projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles, type StackFiles } from '../../infra/sandbox/stack-files.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { createSupervisorFactory } from '../adapters/supervisor/supervisor-factory.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import { startTelemetryWorker } from '../adapters/telemetry-worker/telemetry-worker.ts';
import { endWhenAsked, interrupted } from '../ending.ts';
import { chooseEngines } from '../engine-choice.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { type Verifying, verifyAll } from '../verify/verify-house.ts';
import type { KeepLog } from '../verify/verify-scenario.ts';
import { settingsOrRefuse } from './settings-or-refuse.ts';
import { parseOptions, UsageError } from './usage.ts';
import { readProofs, reportOf, writeLook, writeProof } from './verified-report.ts';
import { changedByGit, chosenIds, plannedBy } from './verify-choice.ts';
import { wholeNumber } from './whole-number.ts';

/** Proves scenarios on live sandboxes; 0 when every one that was played is proven, and none is left without a proof for want of time. */
export async function verifyCommand(args: string[]): Promise<number> {
  const { values, positionals: named } = parseOptions(args, {
    all: { type: 'boolean', default: false },
    changed: { type: 'string' },
    share: { type: 'string' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
    attempts: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    look: { type: 'boolean', default: false },
    logs: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  });
  refuseWhatContradicts(values);
  const files = await readStackFiles(shopStackFile());
  const { ratePerSecond: housePerSecond, dataDir } = settingsOrRefuse();
  const library = openScenarioLibrary({ folder: join(projectRoot(), 'scenarios'), ...files });
  const day = Math.floor(systemClock.wallMs() / 86_400_000);
  const scenarioIds = chosenIds({ library, housePerSecond, proofs: readProofs(), day, changedSince: changedByGit }, { ...values, named });
  const verifying: Verifying = {
    scenarioIds,
    seed: wholeNumber('--seed', values.seed),
    lanes: Math.max(1, wholeNumber('--parallel', values.parallel)),
    attempts: Math.max(1, wholeNumber('--attempts', values.attempts)),
    isWell: (proof) => isWell(proof, values),
    budgetMs: values.minutes === undefined ? null : wholeNumber('--minutes', values.minutes) * 60_000,
    mode: values.full ? 'full' : 'forks',
    only: whoPlays(values),
    keepLog: logKeeper(values.logs),
    proven: (proof) => tellAndKeep(proof, values, library.ids()),
  };
  process.stderr.write(`Scenarios: ${scenarioIds.join(', ') || 'none'}.\n`);
  const scenarios = await verify({ stack: files.stack, library, housePerSecond, dataDir }, verifying);
  const notPlayed = scenarioIds.filter((id) => !scenarios.some(({ scenarioId }) => scenarioId === id));
  const report = reportOf({ scenarios, notPlayed });
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : terminalTable(report));
  const open = unprovenOf({ scenarioIds: notPlayed, proofs: readProofs(), planned: plannedBy({ library, housePerSecond }) });
  if (open.length > 0)
    process.stderr.write(`Not played and not proven: ${open.join(', ')}. Verify them with --write, and commit the proofs.\n`);
  return open.length === 0 && scenarios.every((proof) => isWell(proof, values)) ? 0 : 1;
}

interface Wish {
  only?: string | undefined;
  /** Idle alone plays, and what its views show goes into the proof there is. */
  look: boolean;
  write: boolean;
}

/** @throws UsageError */
function refuseWhatContradicts({ only, look, write }: Wish): void {
  if (write && only !== undefined) throw new UsageError('--only proves nothing that could be written: leave --write out.');
  if (look && only !== undefined) throw new UsageError('--look lets idle play alone: leave --only out.');
}

/** Undefined: everybody. @throws UsageError */
function whoPlays({ only, look }: Wish): string[] | undefined {
  if (look) return ['idle'];
  return only === undefined ? undefined : knownParts(only);
}

/** As soon as there is a proof: who ends a long run keeps what it has found. */
function tellAndKeep(proof: ScenarioProof, { look, write }: Wish, scenarioIds: readonly string[]): void {
  process.stderr.write(`${(look ? lookWords(proof) : proofWords(proof)).join('\n  ')}\n`);
  if (!write) return;
  if (!look) return writeProof(proof, scenarioIds);
  const refused = writeLook(proof, scenarioIds);
  if (refused !== null) process.stderr.write(`Not written: ${refused}\n`);
}

function isWell({ findable, verdict }: ScenarioProof, { look }: Wish): boolean {
  return look ? findable?.missing.length === 0 : verdict === 'proven';
}

function proofWords({ scenarioId, verdict, tookSeconds, reasons }: ScenarioProof): string[] {
  return [`${scenarioId}: ${verdict} in ${tookSeconds} s`, ...reasons];
}

function lookWords({ scenarioId, tookSeconds, findable, reasons }: ScenarioProof): string[] {
  if (findable === null) return [`${scenarioId}: nobody came so far as to look`, ...reasons];
  return [`${scenarioId}: ${findable.found} of ${findable.of} views found in ${tookSeconds} s`, ...findable.views];
}

/** One file for each part, one event a line, for whoever asks what happened in it. */
function logKeeper(folder: string | undefined): KeepLog | undefined {
  if (folder === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  return (scenarioId, responder, events) =>
    writeFileSync(join(folder, `${scenarioId}.${responder}.jsonl`), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

/** @throws UsageError */
function knownParts(text: string): string[] {
  const known = ['idle', ...cheatNames, 'naive', 'expert'];
  const names = text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only ${unknown}: there are ${known.join(', ')}.`);
  return names;
}

interface Shop {
  stack: StackFiles['stack'];
  library: ScenarioLibrary;
  housePerSecond: number | null;
  dataDir: string;
}

async function verify({ stack, library, housePerSecond, dataDir: house }: Shop, verifying: Verifying): Promise<ScenarioProof[]> {
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
  endWhenAsked(() => telemetry.stop(), interrupted);
  const stackView = stackViewOf(stack);
  const parts = {
    factory,
    telemetry,
    housePerSecond,
    log,
    library,
    stack: stackView,
    clock: systemClock,
    newStore: createMemoryEventStore,
  };
  return verifyAll(parts, verifying).finally(() => telemetry.stop());
}
