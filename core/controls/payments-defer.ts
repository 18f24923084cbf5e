import type { ControlDefinition } from './control.ts';

/** Checkouts are accepted as PENDING; the payment is captured later, through Kafka, once. */
export const paymentsDefer: ControlDefinition = {
  control: 'payments.defer',
  title: 'Defer payments',
  parameters: [],
  leadMs: 6_000,
  warmUp: 'None. What was deferred is captured as soon as the provider takes it, also while this stands.',
  occupies: (target) => target,
  sideEffect: 'Orders are accepted before they are paid: cards that are declined later must be followed up by hand.',
  equivalent: (target) => `kubectl set env deployment/${target} PAYMENTS_MODE=deferred`,
  receipt: 'orders-1: policy payments.mode',
  undoable: true,
  leavesOn: ({ target }) => `${target} defers payments`,
  change: (target) => ({ kind: 'config', summary: `${target} accepts checkouts as PENDING and captures payments later` }),
  work: ({ target }) => ({ type: 'standing', operations: [{ kind: 'policy', service: target, key: 'payments.mode', value: 'deferred' }] }),
};
