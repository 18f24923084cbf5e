/** The life of a fault: requested, applied, witnessed, ended; or failed, or unfelt. */
import { withoutEffect } from '../rules/effects-in-hand.ts';
import { putOn, takeOff } from '../rules/standing.ts';
import type { DrillState, FaultState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type FaultEvent = 'faultRequested' | 'faultApplied' | 'faultFailed' | 'faultWitnessed' | 'faultUnfelt' | 'faultEnded';

export const faultEvolvers: Evolvers<FaultEvent> = {
  faultRequested(state, { seq, data: { faultId, attempt, operation, label, endsAfterMs = null } }) {
    const item = state.plan.script.find(({ id }) => id === faultId);
    const fault: FaultState = {
      faultId,
      attempt,
      operation,
      label,
      scripted: item !== undefined,
      primary: item?.kind === 'fault' && item.primary,
      requestedSeq: seq,
      appliedAtMs: null,
      firstAppliedAtMs: state.faults[faultId]?.firstAppliedAtMs ?? null,
      appliedSeq: 0,
      witnessed: false,
      endsAfterMs: item?.kind === 'fault' ? item.endsAfterMs : endsAfterMs,
      endedBy: null,
      endedAtMs: null,
      failed: false,
    };
    return {
      ...state,
      faults: { ...state.faults, [faultId]: fault },
      standing: putOn(state.standing, faultId, [operation]),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'fault', faultId, attempt } },
    };
  },
  faultApplied(state, { seq, atMs, causeSeq, data: { faultId } }) {
    const first = state.faults[faultId]?.firstAppliedAtMs ?? atMs;
    const settled = { ...state, effects: withoutEffect(state.effects, causeSeq) };
    return changeFault(settled, faultId, { appliedAtMs: atMs, appliedSeq: seq, firstAppliedAtMs: first });
  },
  faultFailed(state, { seq, causeSeq, data: { faultId } }) {
    const settled = { ...state, effects: withoutEffect(state.effects, causeSeq) };
    return removeFault(settled, { faultId, seq, change: { appliedAtMs: null, failed: true } });
  },
  faultWitnessed(state, { data: { faultId } }) {
    return changeFault(state, faultId, { witnessed: true });
  },
  faultUnfelt(state, { seq, data: { faultId } }) {
    return removeFault(state, { faultId, seq, change: { appliedAtMs: null } });
  },
  faultEnded(state, { seq, atMs, data: { faultId, by } }) {
    const change = { endedBy: by, endedAtMs: atMs };
    return by === 'end' ? changeFault(state, faultId, change) : removeFault(state, { faultId, seq, change });
  },
};

function changeFault(state: DrillState, faultId: string, change: Partial<FaultState>): DrillState {
  const fault = state.faults[faultId];
  if (!fault) throw new Error(`fault ${faultId} was never requested: the log is broken`);
  return { ...state, faults: { ...state.faults, [faultId]: { ...fault, ...change } } };
}

function removeFault(
  state: DrillState,
  { faultId, seq, change }: { faultId: string; seq: number; change: Partial<FaultState> },
): DrillState {
  return {
    ...changeFault(state, faultId, change),
    standing: takeOff(state.standing, faultId),
    effects: { ...state.effects, [`e${seq}`]: { kind: 'list' } },
  };
}
