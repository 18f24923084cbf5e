/** What a responder can do in this stack, as the action list shows it. */
import type { ControlDefinition } from '../../controls/control.ts';
import { controlDefinitions } from '../../controls/index.ts';
import type { DrillView } from '../../protocol/drill-view.ts';
import type { Plan } from '../../scenario/plan.ts';
import type { ControlParameters } from '../events.ts';

/** In the plan's order; a control nobody has defined is left out. */
export function actionsOf(plan: Plan): DrillView['actions'] {
  return plan.controls.flatMap(({ control, targets }) => {
    const definition = controlDefinitions[control];
    return definition ? [describeAction(definition, targets)] : [];
  });
}

function describeAction(definition: ControlDefinition, targets: readonly string[]): DrillView['actions'][number] {
  const { control, title, parameters, leadMs, sideEffect } = definition;
  const defaults: ControlParameters = Object.fromEntries(parameters.map((spec) => [spec.name, spec.default]));
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
    sideEffect,
    equivalent: definition.equivalent(targets[0] ?? control, defaults),
  };
}
