/** The life of a control: requested, started, landed or failed, undone. */
import { controlDefinitions } from '../../controls/index.ts';
import { diffOfTakingOff } from '../rules/change-diff.ts';
import { withoutEffect } from '../rules/effects-in-hand.ts';
import { failureOf, receiptOf } from '../rules/receipts.ts';
import { putOn, takeOff } from '../rules/standing.ts';
import { contextOf } from '../rules/versions.ts';
import type { ControlState, DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type ControlEvent = 'controlRequested' | 'controlStarted' | 'controlLanded' | 'controlFailed' | 'controlUndone' | 'ownerReplied';

export const controlEvolvers: Evolvers<ControlEvent> = {
  controlRequested(state, { seq, atMs, actor, data }) {
    const control: ControlState = {
      ...data,
      state: 'requested',
      by: actor.name,
      requestedAtMs: atMs,
      lastSeq: seq,
      startedAtMs: null,
      landedAtMs: null,
      undoneAtMs: null,
      undoing: false,
      tookMs: 0,
      receipt: [],
      undoDiff: [],
      work: null,
      evidence: data.evidence ?? [],
    };
    return { ...state, controls: [...state.controls, control] };
  },
  controlStarted(state, { seq, atMs, data: { controlId } }) {
    const { control, target, parameters } = find(state, controlId);
    const work = controlDefinitions[control]?.work(contextOf(state, target, parameters)) ?? null;
    const started = change(state, controlId, { state: 'applying', startedAtMs: atMs, lastSeq: seq, work });
    if (work === null || work.type === 'ownerPage' || work.type === 'silence') return started;
    return {
      ...started,
      standing: work.type === 'standing' ? putOn(state.standing, controlId, work.operations) : state.standing,
      effects: { ...state.effects, [`e${seq}`]: { kind: 'control', controlId } },
    };
  },
  controlLanded(state, { seq, atMs, causeSeq, data: { controlId, did, tookMs } }) {
    const receipt = receiptOf(find(state, controlId).work, did);
    const landed = change(state, controlId, { state: 'landed', landedAtMs: atMs, lastSeq: seq, tookMs, receipt });
    return { ...landed, effects: withoutEffect(state.effects, causeSeq) };
  },
  controlFailed(state, { seq, causeSeq, data: { controlId, message } }) {
    const { startedAtMs, work } = find(state, controlId);
    // Before it started nobody but the rules spoke.
    const receipt = startedAtMs === null ? [message] : failureOf(work, message);
    const failed = change(state, controlId, { state: 'failed', lastSeq: seq, receipt });
    const effects = withoutEffect(state.effects, causeSeq);
    if (find(state, controlId).work?.type !== 'standing') return { ...failed, effects };
    return { ...failed, standing: takeOff(state.standing, controlId), effects: { ...effects, [`e${seq}`]: { kind: 'list' } } };
  },
  controlUndone(state, { seq, atMs, data: { controlId } }) {
    const { work } = find(state, controlId);
    const undone = { state: 'undone', undoneAtMs: atMs, lastSeq: seq } as const;
    if (work?.type === 'silence') return change(state, controlId, undone);
    const undoDiff = work?.type === 'standing' ? diffOfTakingOff(state, controlId, work.operations) : [];
    return {
      ...change(state, controlId, { ...undone, undoing: true, undoDiff }),
      standing: takeOff(state.standing, controlId),
      effects: { ...state.effects, [`e${seq}`]: { kind: 'undoControl', controlId } },
    };
  },
  ownerReplied: (state) => state,
};

function find({ controls }: DrillState, id: string): ControlState {
  const control = controls.find(({ controlId }) => controlId === id);
  if (!control) throw new Error(`control ${id} was never requested: the log is broken`);
  return control;
}

function change(state: DrillState, id: string, to: Partial<ControlState>): DrillState {
  find(state, id);
  return { ...state, controls: state.controls.map((control) => (control.controlId === id ? { ...control, ...to } : control)) };
}
