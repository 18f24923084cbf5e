import type { ControlDefinition } from './control.ts';

/** A paused consumer group goes on where it stood, whoever paused it. */
export const consumerResume: ControlDefinition = {
  control: 'consumer.resume',
  title: 'Resume a consumer group',
  parameters: [],
  leadMs: 2_000,
  warmUp: 'What has waited is handled first, as fast as the members can.',
  occupies: (target) => target,
  sideEffect: 'The backlog comes at once: the database and whatever the group calls feel it.',
  equivalent: (target) => `kubectl exec deploy/${target} -- consumerctl resume --group ${target}`,
  unavailable: ({ target, paused }) => (paused.includes(target) ? null : `the group ${target} is not paused`),
  receipt: 'fulfilment-1: consumer',
  undoable: true,
  change: (target) => ({ kind: 'config', summary: `Consumer group ${target} resumed` }),
  work: ({ target }) => ({ type: 'standing', operations: [{ kind: 'consumerFlow', service: target, flow: 'running' }] }),
};
