/** Controls are work: checked, queued per service, and only then done. */
import { checkParameters, controlDefinitions } from '../../controls/index.ts';
import { isServiceBusy } from '../rules/controls.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

export const controlDeciders: Deciders<'runControl' | 'undoControl'> = {
  runControl(turn, { data: { control, target, parameters } }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const definition = controlDefinitions[control];
    const offered = turn.state.plan.controls.some((offer) => offer.control === control && offer.targets.includes(target));
    if (!definition || !offered) return { code: 'unknown_control', detail: `${control} on ${target}` };
    const checked = checkParameters(definition, parameters);
    if (!checked.ok) return { code: 'bad_parameter', detail: checked.detail };
    const busy = refuseWhenBusy(turn.state, definition.occupies(target));
    if (busy) return busy;
    emit(turn, {
      type: 'controlRequested',
      data: {
        controlId: `control-${turn.state.controls.length + 1}`,
        control,
        target,
        parameters: checked.parameters,
        landsAtMs: turn.atMs + definition.leadMs,
        equivalent: definition.equivalent(target, checked.parameters),
      },
    });
    return null;
  },
  undoControl(turn, { data: { controlId }, actor }) {
    const refused = onlyIn(turn, ['live']);
    if (refused) return refused;
    const use = turn.state.controls.find((control) => control.controlId === controlId);
    const definition = use && controlDefinitions[use.control];
    if (!definition || use.state !== 'landed' || use.work?.type !== 'standing' || !definition.undoable) {
      return { code: 'unknown_control', detail: `${controlId} is nothing that stands and can be taken off` };
    }
    const busy = refuseWhenBusy(turn.state, definition.occupies(use.target));
    if (busy) return busy;
    emit(turn, { type: 'controlUndone', causeSeq: use.lastSeq, data: { controlId, by: actor.name } });
    return null;
  },
};

function refuseWhenBusy(state: DrillState, service: string | null): Refused | null {
  return isServiceBusy(state, service) ? { code: 'change_in_flight', detail: `a change of ${service} is under way` } : null;
}
