/** Controls on their way: lead time, landing, failing. */
import { controlDefinitions, matchControl } from '../../controls/index.ts';
import type { ControlState, DrillState } from '../state.ts';
import { emit, systemActor, type Turn } from '../turn.ts';
import { diffOfStanding } from './change-diff.ts';
import { reachOnce } from './milestones.ts';
import { isRollingOut } from './requests.ts';
import { logChange } from './script.ts';
import { beginSilence } from './silences.ts';
import { triggerHasStruck } from './trigger.ts';
import { contextOf } from './versions.ts';

export interface Landing {
  did: string[];
  tookMs: number;
}

/** Service whose one change in flight this control is, or null. */
function occupiedBy({ control, target, state, undoing }: ControlState): string | null {
  const inFlight = state === 'requested' || state === 'applying' || undoing;
  return inFlight ? (controlDefinitions[control]?.occupies(target) ?? null) : null;
}

export function isServiceBusy(state: DrillState, service: string | null): boolean {
  if (service === null) return false;
  return state.controls.some((control) => occupiedBy(control) === service) || isRollingOut(state, service);
}

/** What a responder is told who wants to change it meanwhile; null when it is free. */
export function changeUnderWay(state: DrillState, service: string | null): string | null {
  return isServiceBusy(state, service) ? `a change of ${service} is under way` : null;
}

/** Game time at which the sandbox is told. */
export function startDueMs({ state, landsAtMs }: ControlState): number | null {
  return state === 'requested' ? landsAtMs : null;
}

/** The sandbox is told; what needs no sandbox lands at once, and what has nothing to do any more has failed. */
export function startControl(turn: Turn, { controlId, control, target, parameters, lastSeq }: ControlState): void {
  const reason = controlDefinitions[control]?.unavailable?.(contextOf(turn.state, target, parameters)) ?? null;
  if (reason !== null) return emitFailure(turn, { controlId, causeSeq: lastSeq, message: reason });
  emit(turn, { type: 'controlStarted', actor: systemActor, causeSeq: lastSeq, data: { controlId } });
  const started = turn.state.controls.find((use) => use.controlId === controlId);
  if (started?.work?.type !== 'silence') return;
  landControl(turn, started, { did: [], tookMs: 0 });
  beginSilence(turn, started, started.work);
}

function emitFailure(turn: Turn, { controlId, causeSeq, message }: { controlId: string; causeSeq: number; message: string }): void {
  emit(turn, { type: 'controlFailed', actor: systemActor, causeSeq, data: { controlId, message } });
}

/** The sandbox has done it. Only from now on it can be why something got better or worse. */
export function landControl(turn: Turn, control: ControlState, { did, tookMs }: Landing): void {
  const { controlId, lastSeq } = control;
  const causeSeq = emit(turn, { type: 'controlLanded', actor: systemActor, causeSeq: lastSeq, data: { controlId, did, tookMs } });
  if (control.work?.type !== 'ownerPage') logControlChange(turn, control, { causeSeq, undone: false });
  if (removesCause(turn.state, control)) reachOnce(turn, 'causeRemoved');
}

/** The public change log speaks of what was done, in the control's own words. */
export function logControlChange(turn: Turn, use: ControlState, { causeSeq, undone }: { causeSeq: number; undone: boolean }): void {
  const { kind, summary } = controlDefinitions[use.control]?.change(use.target, use.parameters) ?? { kind: 'config', summary: use.control };
  const operations = use.work?.type === 'standing' ? use.work.operations : [];
  const diff = undone ? use.undoDiff : diffOfStanding(turn.state, use.controlId, operations);
  const entry = { kind, target: use.target, summary: undone ? `Undone: ${summary}` : summary, by: use.by, happenedAtMs: turn.atMs, diff };
  logChange(turn, entry, { actor: systemActor, causeSeq });
}

function removesCause(state: DrillState, use: ControlState): boolean {
  return triggerHasStruck(state) && state.plan.truth.accepted.some((match) => matchControl(match, use));
}
