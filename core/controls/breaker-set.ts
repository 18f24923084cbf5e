import { linkEnds } from '../stack/schema.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, shownOf } from './parameters.ts';

/** Circuit breaker of the calling service on one link: off, deciding by itself, or held open. */
export const breakerSet: ControlDefinition = {
  control: 'breaker.set',
  title: 'Set a circuit breaker',
  parameters: [choiceParameter('mode', ['off', 'auto', 'open'], 'auto')],
  leadMs: 4_000,
  warmUp: 'None. In mode auto it lets one probe through 5 s after it opened.',
  occupies: (target) => linkEnds(target).from,
  sideEffect: 'While the breaker is open, every call over the link fails at once instead of waiting.',
  equivalent: (target, parameters) => {
    const { from, to } = linkEnds(target);
    return `kubectl set env deployment/${from} ${to.toUpperCase()}_BREAKER=${shownOf(parameters, 'mode')}`;
  },
  broad: (target, parameters) =>
    choiceOf(parameters, 'mode') === 'open' ? `Every call over ${target} fails until it is taken off.` : null,
  receipt: 'orders-1: policy payments.breaker',
  undoable: true,
  leavesOn: ({ target, parameters }) => (choiceOf(parameters, 'mode') === 'open' ? `the breaker of ${target} is held open` : null),
  change: (target, parameters) => ({ kind: 'config', summary: `Circuit breaker of ${target} set to ${choiceOf(parameters, 'mode')}` }),
  work: ({ target, parameters }) => {
    const { from, to } = linkEnds(target);
    return { type: 'standing', operations: [{ kind: 'policy', service: from, key: `${to}.breaker`, value: choiceOf(parameters, 'mode') }] };
  },
};
