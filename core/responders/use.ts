/** Uses of controls by the built-in responders. */
import type { ControlParameters } from '../drill/events.ts';
import type { ControlOffer, ResponderStep } from '../scenario/plan.ts';

export type Use = Extract<ResponderStep, { do: 'control' }>;

export function useOf(control: string, target: string, parameters: ControlParameters = {}): Use {
  return { do: 'control', control, target, parameters };
}

/** What the stack offers the control for. */
export function targetsOf(controls: readonly ControlOffer[], control: string): string[] {
  return controls.filter((offer) => offer.control === control).flatMap(({ targets }) => targets);
}
