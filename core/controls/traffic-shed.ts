import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** The edge refuses a share of all requests at once. A refused request is a bad one for its user. */
export const trafficShed: ControlDefinition = {
  control: 'traffic.shed',
  title: 'Shed traffic',
  parameters: [numberParameter('fraction', { unit: 'share', min: 0, max: 0.9, default: 0.3 })],
  leadMs: 3_000,
  warmUp: 'None.',
  occupies: (target) => target,
  sideEffect: 'That share of users is refused with 503. It buys room for the others and heals nothing.',
  equivalent: (target, parameters) => `kubectl set env deployment/${target} SHED_FRACTION=${shownOf(parameters, 'fraction')}`,
  broad: (target, parameters) =>
    numberOf(parameters, 'fraction') === 0
      ? null
      : `${target} turns away ${Math.round(numberOf(parameters, 'fraction') * 100)} % of all users, whoever they are.`,
  receipt: 'gateway-1: policy shed.fraction',
  undoable: true,
  leavesOn: ({ target, parameters }) => (numberOf(parameters, 'fraction') > 0 ? `${target} turns users away` : null),
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target} refuses ${Math.round(numberOf(parameters, 'fraction') * 100)} % of requests`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'policy', service: target, key: 'shed.fraction', value: numberOf(parameters, 'fraction') }],
  }),
};
