/** Which scenarios `verify` plays. */
import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { playedHash } from '../../core/verification/played.ts';
import type { ScenarioProof } from '../../core/verification/report.ts';
import { type ShareWish, shareOfDay, unprovenOf } from '../../core/verification/share.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import { type RateWish, ratedPlanOf } from '../verify/rated-plan.ts';
import { UsageError } from './usage.ts';
import { wholeNumber } from './whole-number.ts';

/** As it was asked for on the command line. */
export interface Choice {
  all: boolean;
  changed?: string | undefined;
  share?: string | undefined;
  named: readonly string[];
}

export interface Known {
  library: ScenarioLibrary;
  /** Requests a second that whoever runs the house has set; null leaves it to each scenario. */
  housePerSecond: number | null;
  /** Null: nothing was ever written down. */
  proofs: ScenarioProof[] | null;
  /** Days since 1970. */
  day: number;
  /** Scenarios whose file differs from that revision. */
  changedSince: (revision: string) => string[];
}

/** @throws UsageError nothing or too much chosen, or a scenario that is not there */
export function chosenIds({ library, housePerSecond, proofs, day, changedSince }: Known, { all, changed, share, named }: Choice): string[] {
  const ways = [all, changed !== undefined, share !== undefined, named.length > 0].filter(Boolean).length;
  if (ways !== 1) throw new UsageError('Name scenarios, or --all, or --changed REV, or --share N: one of the four.');
  const scenarioIds = library.ids();
  const unknown = named.find((id) => !scenarioIds.includes(id));
  const known = `Scenarios: ${scenarioIds.join(', ')}.`;
  if (unknown !== undefined) throw new UsageError([`There is no scenario ${unknown}. ${known}`, ...library.problems()].join('\n'));
  // A file that is broken is no scenario: it must not be passed over in silence.
  if (named.length === 0 && library.problems().length > 0) throw new UsageError(library.problems().join('\n'));
  const planned = plannedBy({ library, housePerSecond });
  if (share !== undefined) return shareOfDay({ scenarioIds, proofs, planned, day, others: wholeNumber('--share', share) });
  if (changed === undefined) return all ? scenarioIds : [...named];
  const proven = proofs?.map(({ scenarioId }) => scenarioId) ?? [];
  // A plan changes with the stack and the code that compiles it, too.
  const outdated = new Set([...changedSince(changed), ...unprovenOf({ scenarioIds: proven, proofs, planned })]);
  return scenarioIds.filter((id) => outdated.has(id));
}

/** What a proof has to be a proof of. */
export function plannedBy(wish: RateWish): ShareWish['planned'] {
  return (id, seed) => {
    const plan = ratedPlanOf(wish, id, seed)?.plan;
    if (!plan) return null;
    return { planHash: playedHash(plan), namesProbes: plan.oracle.restartProbe !== undefined || plan.oracle.replay !== undefined };
  };
}

/** Scenarios whose file differs from that revision, or is new, as git knows it. @throws UsageError when it cannot tell */
export function changedByGit(revision: string): string[] {
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
