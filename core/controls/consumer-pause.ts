import type { ControlDefinition } from './control.ts';

/** The members of a consumer group stay in it and fetch nothing. */
export const consumerPause: ControlDefinition = {
  control: 'consumer.pause',
  title: 'Pause a consumer group',
  parameters: [],
  leadMs: 2_000,
  warmUp: 'None: there is no rebalance, the members keep their partitions.',
  occupies: (target) => target,
  sideEffect: 'Nothing of what arrives is handled; it waits, and its age grows until the group goes on.',
  equivalent: (target) => `kubectl exec deploy/${target} -- consumerctl pause --group ${target}`,
  broad: (target) => `The whole group ${target} stands still: nothing that it does for orders happens meanwhile.`,
  unavailable: ({ target, paused }) => (paused.includes(target) ? `the group ${target} is paused already` : null),
  receipt: 'fulfilment-1: consumer',
  undoable: true,
  leavesOn: ({ target, paused }) => (paused.includes(target) ? `the group ${target} stands still` : null),
  change: (target) => ({ kind: 'config', summary: `Consumer group ${target} paused` }),
  work: ({ target }) => ({ type: 'standing', operations: [{ kind: 'consumerFlow', service: target, flow: 'paused' }] }),
};
