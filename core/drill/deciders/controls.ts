/** Controls are work: checked, queued per service, and only then done. */

import type { ControlDefinition } from '../../controls/control.ts';
import { checkParameters, controlDefinitions } from '../../controls/index.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import type { ControlParameters } from '../events.ts';
import { controlHeldUp, refuseByBudget } from '../rules/budget-line.ts';
import { changeUnderWay } from '../rules/controls.ts';
import { upToNow } from '../rules/evidence.ts';
import { refusedInWords } from '../rules/forbidden.ts';
import { endSilence, silenceOf } from '../rules/silences.ts';
import { isTakeable } from '../rules/standing.ts';
import { contextOf } from '../rules/versions.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const controlDeciders: Deciders<'runControl' | 'undoControl'> = {
  runControl(turn, { data: { control, target, parameters, confirm, evidence } }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const definition = controlDefinitions[control];
    const offer = turn.state.plan.controls.find((each) => each.control === control && each.targets.includes(target));
    if (!definition || !offer) return { code: 'unknown_control', detail: `${control} on ${target}` };
    const checked = checkParameters(definition, parameters, offer);
    if (!checked.ok) return { code: 'bad_parameter', detail: checked.detail };
    const use = { control, target, parameters: checked.parameters };
    const unfit =
      refuseEvidence(definition, evidence) ??
      refuseUse(turn.state, definition, { ...use, confirm }) ??
      refuseByBudget(controlHeldUp(turn.state, use));
    if (unfit) return unfit;
    const busy = refuseWhenBusy(turn.state, definition.occupies(target));
    if (busy) return busy;
    emit(turn, {
      type: 'controlRequested',
      data: {
        controlId: `control-${turn.state.controls.length + 1}`,
        control,
        target,
        parameters: checked.parameters,
        landsAtMs: turn.atMs + (turn.state.plan.landsAtOnce ? 0 : definition.leadMs),
        equivalent: definition.equivalent(target, checked.parameters),
        ...cited(turn.atMs, evidence),
      },
    });
    return null;
  },
  undoControl(turn, { data: { controlId }, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const use = turn.state.controls.find((control) => control.controlId === controlId);
    const definition = use && controlDefinitions[use.control];
    if (!definition || !isTakeable(use) || !definition.undoable) {
      return { code: 'unknown_control', detail: `${controlId} is nothing that stands and can be taken off` };
    }
    const busy = refuseWhenBusy(turn.state, definition.occupies(use.target));
    if (busy) return busy;
    emit(turn, { type: 'controlUndone', causeSeq: use.lastSeq, data: { controlId, by: actor.name } });
    const silence = silenceOf(turn.state, controlId);
    if (silence) endSilence(turn, silence, 'pod');
    return null;
  },
};

interface Use {
  target: string;
  parameters: ControlParameters;
  confirm: string | undefined;
}

/** Not allowed here, nothing to do for it, or so broad that it must be said twice. */
function refuseUse(state: DrillState, definition: ControlDefinition, { target, parameters, confirm }: Use): Refused | null {
  const says = refusedInWords(state.plan, { control: definition.control, target, parameters });
  if (says !== null) return { code: 'not_allowed', detail: says };
  const unavailable = definition.unavailable?.(contextOf(state, target, parameters)) ?? null;
  if (unavailable !== null) return { code: 'not_applicable', detail: unavailable };
  const broad = definition.broad?.(target, parameters) ?? null;
  return broad === null || confirm === target ? null : { code: 'confirm_needed', detail: broad };
}

function refuseEvidence({ control, takesEvidence }: ControlDefinition, evidence: readonly Evidence[] = []): Refused | null {
  if (evidence.length === 0 || takesEvidence) return null;
  return { code: 'bad_parameter', detail: `evidence: nobody reads it of ${control}` };
}

function cited(nowMs: number, evidence: readonly Evidence[] = []): { evidence?: Evidence[] } {
  return evidence.length === 0 ? {} : { evidence: evidence.map((piece) => upToNow(piece, nowMs)) };
}

function refuseWhenBusy(state: DrillState, service: string | null): Refused | null {
  const detail = changeUnderWay(state, service);
  return detail === null ? null : { code: 'change_in_flight', detail };
}
