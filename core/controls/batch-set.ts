import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** How many records a service sends to Kafka together, and how long the first of them waits for the others. */
export const batchSet: ControlDefinition = {
  control: 'batch.set',
  title: 'Set the batch of published records',
  parameters: [
    numberParameter('records', { unit: 'records at most', min: 1, max: 500, default: 1, integer: true }),
    numberParameter('waitMs', { unit: 'ms at most', min: 0, max: 1_000, default: 0, integer: true }),
  ],
  leadMs: 4_000,
  warmUp: 'None: the next record goes into a batch of the new size.',
  occupies: (target) => target,
  sideEffect:
    'Larger batches and longer waits spare the brokers requests, and keep whoever waits for the record waiting; a batch of one asks for every record.',
  equivalent: (target, parameters) =>
    `kubectl set env deployment/${target} OUTBOX_BATCH_MAX=${shownOf(parameters, 'records')} OUTBOX_BATCH_WAIT_MS=${shownOf(parameters, 'waitMs')}`,
  receipt: 'orders-1: policy outbox.batchMax',
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target}: records are published ${numberOf(parameters, 'records')} at a time, or after ${numberOf(parameters, 'waitMs')} ms`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [
      { kind: 'policy', service: target, key: 'outbox.batchMax', value: numberOf(parameters, 'records') },
      { kind: 'policy', service: target, key: 'outbox.batchWaitMs', value: numberOf(parameters, 'waitMs') },
    ],
  }),
};
