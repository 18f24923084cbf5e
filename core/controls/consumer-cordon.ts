import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** One member leaves its consumer group and stays out; its partitions go to the others. */
export const consumerCordon: ControlDefinition = {
  control: 'consumer.cordon',
  title: 'Take a consumer out of its group',
  parameters: [numberParameter('slot', { unit: 'slot number', min: 1, max: 4, default: 1, integer: true })],
  leadMs: 4_000,
  warmUp: 'One rebalance, in which the whole group stands still.',
  occupies: (target) => target,
  sideEffect: 'The group rebalances and stands still for a moment; the remaining members carry the whole load.',
  equivalent: (target, parameters) =>
    `kubectl exec deploy/${target}-${shownOf(parameters, 'slot')} -- consumerctl leave && kafka-consumer-groups --describe --members --group ${target}`,
  receipt: 'fulfilment-1: consumer',
  undoable: true,
  leavesOn: ({ target, parameters }) => `${target}-${numberOf(parameters, 'slot')} is out of its group`,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target}-${numberOf(parameters, 'slot')} taken out of its consumer group`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'cordon', slot: `${target}-${numberOf(parameters, 'slot')}` }],
  }),
};
