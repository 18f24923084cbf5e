/** What is tried between a resolve and its confirmation, and what stood against one. */
import { withNewest } from '../resolve-state.ts';
import { replayId, replayOperation, takeOff, withReplay } from '../rules/standing.ts';
import type { Evolvers } from './evolver.ts';

type ProbeEvent = 'probeStarted' | 'probeEnded' | 'probePassed' | 'resolveUnmet';

export const probeEvolvers: Evolvers<ProbeEvent> = {
  probeStarted(state, { seq, atMs, data: { probe, target } }) {
    const operation = probe === 'replay' ? replayOperation(state.plan) : null;
    return {
      ...state,
      probe: { probe, startedAtMs: atMs, startedSeq: seq, endedAtMs: null },
      trials: [...state.trials, { probe, target, startedAtMs: atMs, result: 'going on', message: '' }],
      standing: operation === null ? state.standing : withReplay(state.standing, operation),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'probe', probe } },
    };
  },
  probeEnded(state, { seq, atMs, data: { probe, ok, message } }) {
    const trials = ok ? state.trials : withNewest(state.trials, { result: 'impossible', message });
    const ended = { ...state, trials, probe: state.probe && { ...state.probe, endedAtMs: atMs } };
    if (probe === 'restart') return ended;
    return { ...ended, standing: takeOff(state.standing, replayId), effects: { ...state.effects, [`e${seq}`]: { kind: 'list' } } };
  },
  probePassed(state, { data: { probe } }) {
    const isDone = state.trials.at(-1)?.result !== 'impossible';
    const trials = isDone ? withNewest(state.trials, { result: 'passed' }) : state.trials;
    return { ...state, probe: null, probesPassed: [...state.probesPassed, probe], trials };
  },
  resolveUnmet(state, { atMs, data: { reasons } }) {
    return { ...state, unmet: [...state.unmet, { atMs, reasons }] };
  },
};
