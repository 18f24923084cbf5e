import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** Changes how many slots of a service run. The stack's `maxSlots` is the last word; beyond it the control fails. */
export const serviceScale: ControlDefinition = {
  control: 'service.scale',
  title: 'Scale a service',
  parameters: [numberParameter('slots', { unit: 'slots', min: 1, max: 4, default: 2, integer: true })],
  leadMs: 5_000,
  warmUp: 'A new slot boots in one to three seconds, its code and connections are cold at first.',
  occupies: (target) => target,
  sideEffect: 'New slots open their own connections to every dependency; a consumer group rebalances and stands still meanwhile.',
  equivalent: (target, parameters) => `kubectl scale deployment/${target} --replicas=${shownOf(parameters, 'slots')}`,
  receipt: 'catalog-3: started 1.14.1, ready after 764 ms',
  undoable: true,
  change: (target, parameters) => ({ kind: 'scale', summary: `${target} scaled to ${numberOf(parameters, 'slots')} slots` }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'scale', service: target, slots: numberOf(parameters, 'slots') }],
  }),
};
