import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter } from './parameters.ts';

/** The edge refuses a share of all requests at once. A refused request is a bad one for its user. */
export const trafficShed: ControlDefinition = {
  control: 'traffic.shed',
  title: 'Shed traffic',
  parameters: [numberParameter('fraction', { unit: 'share', min: 0, max: 0.9, default: 0.3 })],
  leadMs: 3_000,
  occupies: (target) => target,
  sideEffect: 'That share of users is refused with 503. It buys room for the others and heals nothing.',
  equivalent: (target, parameters) => `kubectl set env deployment/${target} SHED_FRACTION=${numberOf(parameters, 'fraction')}`,
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target} refuses ${Math.round(numberOf(parameters, 'fraction') * 100)} % of requests`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'policy', service: target, key: 'shed.fraction', value: numberOf(parameters, 'fraction') }],
  }),
};
