/** What a responder can do in this stack, as the action list shows it. */
import type { ControlDefinition, ControlParameter, LiveParameter } from '../../controls/control.ts';
import { type ControlUse, checkParameters, controlDefinitions, offeredParameters } from '../../controls/index.ts';
import type { ActionPreview } from '../../protocol/actions.ts';
import type { DrillView } from '../../protocol/drill-view.ts';
import type { ControlOffer, Plan } from '../../scenario/plan.ts';
import type { ControlParameters } from '../events.ts';
import type { DrillState } from '../state.ts';
import { controlHeldUp } from './budget-line.ts';
import { changeUnderWay } from './controls.ts';
import { refusedInWords } from './forbidden.ts';
import { contextOf } from './versions.ts';

/** In the plan's order; a control nobody has defined is left out. */
export function actionsOf(plan: Plan): DrillView['actions'] {
  return plan.controls.flatMap((offer) => {
    const definition = controlDefinitions[offer.control];
    return definition ? [describeAction(definition, offer)] : [];
  });
}

function describeAction(definition: ControlDefinition, offer: ControlOffer): DrillView['actions'][number] {
  const { control, title, leadMs, warmUp, sideEffect } = definition;
  const { targets } = offer;
  const parameters = offeredParameters(definition, offer);
  return {
    control,
    title,
    targets: [...targets],
    parameters: parameters.map(({ name, type, unit, min, max, choices, default: fallback }) => ({
      name,
      type,
      unit,
      min,
      max,
      choices,
      default: fallback,
    })),
    durationMs: leadMs,
    warmUp,
    sideEffect,
    equivalent: definition.equivalent(targets[0] ?? control, defaultsOf(parameters)),
    takesEvidence: definition.takesEvidence ?? false,
  };
}

/**
 * A use before it is asked for: what one would type, what stands against it, and what has to be confirmed. Null for a control
 * or target that is not offered.
 */
export function previewOf(
  state: DrillState,
  { control, target, parameters }: { control: string; target: string; parameters: ControlParameters },
): ActionPreview | null {
  const definition = controlDefinitions[control];
  const offer = state.plan.controls.find((each) => each.control === control && each.targets.includes(target));
  if (!definition || !offer) return null;
  const known = offeredParameters(definition, offer);
  const chosen = Object.fromEntries(known.map(({ name, default: fallback }) => [name, parameters[name] ?? fallback]));
  const checked = checkParameters(definition, parameters, offer);
  const equivalent = definition.equivalent(target, chosen);
  if (!checked.ok) return { equivalent, effect: null, problem: checked.detail, broad: null };
  const effect = definition.change(target, checked.parameters).summary;
  const problem = standsAgainst(state, definition, { control, target, parameters: checked.parameters });
  return { equivalent, effect, problem, broad: definition.broad?.(target, checked.parameters) ?? null };
}

/** Why it cannot be asked for as things stand; null when it can. */
function standsAgainst(state: DrillState, definition: ControlDefinition, { control, target, parameters }: ControlUse): string | null {
  const says = refusedInWords(state.plan, { control, target, parameters });
  const unavailable = definition.unavailable?.(contextOf(state, target, parameters)) ?? null;
  return says ?? unavailable ?? controlHeldUp(state, { control, target, parameters }) ?? changeUnderWay(state, definition.occupies(target));
}

/** What the parameter of a control is chosen from; null when it is none of this kind. */
export function liveKindOf(
  plan: Plan,
  { control, target, parameter }: { control: string; target: string; parameter: string },
): LiveParameter['live'] | null {
  const offered = plan.controls.some((each) => each.control === control && each.targets.includes(target));
  const spec = controlDefinitions[control]?.parameters.find(({ name }) => name === parameter);
  return offered && spec?.type === 'live' ? spec.live : null;
}

function defaultsOf(parameters: readonly ControlParameter[]): ControlParameters {
  return Object.fromEntries(parameters.map((spec) => [spec.name, spec.default]));
}
