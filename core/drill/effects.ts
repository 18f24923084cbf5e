/** What the host must do because of an event, as data. The host runs each after the append and reports `reportEffect`. */
import type { ActiveOperation, SandboxAction } from '../sandbox/operations.ts';
import type { DrillEvent } from './events.ts';
import type { DrillState } from './state.ts';

export type Effect =
  /** Make the sandbox's standing operations exactly these. `effectId` names the event that asked (`e<seq>`). */
  | { type: 'reconcile'; effectId: string; operations: ActiveOperation[] }
  | { type: 'perform'; effectId: string; action: SandboxAction }
  /** Undo everything, check that nothing is left, report; then the sandbox is discarded. */
  | { type: 'undoAll'; effectId: string };

/** Effects of one event; `stateAfter` is the state right after it. */
export function effectsOf(event: DrillEvent, stateAfter: DrillState): Effect[] {
  const effectId = `e${event.seq}`;
  const purpose = stateAfter.effects[effectId];
  if (!purpose) return [];
  if (purpose.kind === 'undoAll') return [{ type: 'undoAll', effectId }];
  if (purpose.kind === 'probe' && purpose.probe === 'restart') {
    return [{ type: 'perform', effectId, action: { kind: 'restart', target: stateAfter.plan.oracle.restartProbe ?? '' } }];
  }
  const work = purpose.kind === 'control' ? stateAfter.controls.find(({ controlId }) => controlId === purpose.controlId)?.work : null;
  if (work?.type === 'action') return [{ type: 'perform', effectId, action: work.action }];
  return [{ type: 'reconcile', effectId, operations: stateAfter.standing }];
}
