/** The report of a verification, and the committed one: `scenarios/verified.json` and `docs/verified.md`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { withLook } from '../../core/verification/looked.ts';
import { type ScenarioProof, type Verification, verificationSchema } from '../../core/verification/report.ts';
import { markdownPage } from '../../core/verification/tables.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import { UsageError } from './usage.ts';

type Found = Pick<Verification, 'scenarios' | 'notPlayed'>;

export function reportOf(found: Found): Verification {
  const takenOn = new Date(systemClock.wallMs()).toISOString().slice(0, 10);
  return { version: 1, takenOn, machine: { cores: cpus().length, node: process.versions.node }, ...found };
}

/**
 * Into the committed report: a fresh proof replaces what stood there of its scenario.
 * @param scenarioIds all there are; what is not among them any more is dropped, and what has no proof is named
 */
export function writeProof(proof: ScenarioProof, scenarioIds: readonly string[]): void {
  const kept = (readProofs() ?? []).filter(({ scenarioId }) => scenarioId !== proof.scenarioId && scenarioIds.includes(scenarioId));
  const scenarios = [...kept, proof].sort((a, b) => a.scenarioId.localeCompare(b.scenarioId));
  const notPlayed = scenarioIds.filter((id) => !scenarios.some(({ scenarioId }) => scenarioId === id));
  const report = reportOf({ scenarios, notPlayed });
  writeFileSync(file(), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(projectRoot(), 'docs', 'verified.md'), markdownPage(report));
}

/**
 * What a run of `idle` alone has shown, into the proof of the same plan; why not where there is no such proof, or nobody came to look: the
 * scenarios after it are looked at all the same.
 */
export function writeLook(look: ScenarioProof, scenarioIds: readonly string[]): string | null {
  const proof = readProofs()?.find(({ scenarioId }) => scenarioId === look.scenarioId);
  if (!proof) return `${look.scenarioId} was never proven: verify it without --look.`;
  const seen = withLook(proof, look);
  if (typeof seen === 'string') return seen;
  writeProof(seen, scenarioIds);
  return null;
}

/**
 * What was proven so far; null where nothing was ever written down.
 * @throws UsageError where the report cannot be read: writing would throw all proofs away
 */
export function readProofs(path = file()): ScenarioProof[] | null {
  if (!existsSync(path)) return null;
  try {
    return verificationSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).scenarios;
  } catch (error) {
    throw new UsageError(`${path} is no report that can be read: mend it, or take it away to begin anew. ${(error as Error).message}`);
  }
}

function file(): string {
  return join(projectRoot(), 'scenarios', 'verified.json');
}
