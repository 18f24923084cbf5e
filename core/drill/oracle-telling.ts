/** What the debrief tells of the oracle: which resolve held, and what was tried before it did. */
import type { OracleTelling, ProbeTrial } from '../protocol/debrief-oracle.ts';
import type { DrillEvent, ProbeKind } from './events.ts';
import { newestSecondMs } from './rules/health.ts';
import type { DrillState } from './state.ts';

/** @param events of a drill that has ended; `state` is the one at their end */
export function tellOracle(events: readonly DrillEvent[], state: DrillState): OracleTelling {
  const tried: ProbeTrial[] = state.trials.map((trial) => {
    const result = trial.result === 'going on' ? 'unfinished' : trial.result;
    const { probe, startedAtMs: atMs, message } = trial;
    return { probe, atMs, result, words: `${nameOf(probe, state)}: ${resultWords[result](message)}` };
  });
  const untried = namedIn(state).filter((probe) => !tried.some((trial) => trial.probe === probe));
  return { words: heldWords(events, state), probes: [...tried, ...untried.map((probe) => tellUntried(probe, state))] };
}

const resultWords: Record<Exclude<ProbeTrial['result'], 'stood' | 'not tried'>, (message: string) => string> = {
  passed: () => 'passed, users stayed well',
  hurt: () => 'failed, users suffered again',
  unfinished: () => 'it did not come to its end',
  impossible: (message) => `the sandbox could not do it (${message}), which is held against nobody`,
};

function tellUntried(probe: ProbeKind, state: DrillState): ProbeTrial {
  const name = nameOf(probe, state);
  if (state.heldForMs === null || probe !== 'replay' || !triggerStood(state))
    return { probe, atMs: null, result: 'not tried', words: `${name}: not tried, no resolve came so far` };
  const wellForMs = newestSecondMs(state) - state.lastBadAtMs;
  const words = `${name}: nothing to bring back, it stood to the end and users were well under it for ${Math.floor(wellForMs / 1000)} s`;
  return { probe, atMs: null, result: 'stood', words };
}

/** Nobody but the end of the drill took it off. */
function triggerStood({ plan, faults }: DrillState): boolean {
  const fault = faults[plan.oracle.replay?.faultId ?? ''];
  return fault !== undefined && fault.appliedAtMs !== null && (fault.endedBy === null || fault.endedBy === 'end');
}

function namedIn({ plan: { oracle } }: DrillState): ProbeKind[] {
  return [...(oracle.restartProbe === undefined ? [] : ['restart' as const]), ...(oracle.replay === undefined ? [] : ['replay' as const])];
}

function nameOf(probe: ProbeKind, { plan: { oracle } }: DrillState): string {
  if (probe === 'restart') return `Restart of ${oracle.restartProbe}`;
  return `Trigger once more for ${(oracle.replay?.forMs ?? 0) / 1000} s`;
}

function heldWords(events: readonly DrillEvent[], { heldForMs, falseResolves }: DrillState): string {
  if (heldForMs !== null) return `The resolve held: users had been well for ${Math.floor(heldForMs / 1000)} s.`;
  const resolves = events.filter(({ type }) => type === 'resolveRequested').length;
  if (resolves === 0) return 'Nobody had resolved it when it ended, so nobody looked whether it was over.';
  if (resolves > falseResolves) return 'It ended while a resolve was being looked at: none had held.';
  return resolves === 1 ? 'The resolve did not hold.' : `None of ${resolves} resolves held.`;
}
