import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, shownOf, stackParameter } from './parameters.ts';

/** Builds an index: with writers going on beside it, or locking them out. */
export const indexCreate: ControlDefinition = {
  control: 'index.create',
  title: 'Create an index',
  parameters: [stackParameter('index'), choiceParameter('mode', ['concurrently', 'plain'], 'concurrently')],
  leadMs: 4_000,
  warmUp: 'Statements use it with their next plan.',
  occupies: (target) => target,
  sideEffect:
    'Plain locks every writer of the table out until it is built, and waits itself for those who write already. Concurrently waits for older transactions and takes longer; cut short, it leaves an invalid index.',
  equivalent: (_target, parameters) =>
    `psql -c "create index ${shownOf(parameters, 'mode') === 'plain' ? '' : 'concurrently '}${shownOf(parameters, 'index')} on …"`,
  broad: (_target, parameters) =>
    choiceOf(parameters, 'mode') === 'plain'
      ? `Nobody can write to the table of ${choiceOf(parameters, 'index')} until it is built.`
      : null,
  receipt: 'postgres: index products_by_category created concurrently in 410 ms',
  undoable: false,
  change: (target, parameters) => ({
    kind: 'migration',
    summary: `Index ${choiceOf(parameters, 'index')} of ${target} created${choiceOf(parameters, 'mode') === 'plain' ? '' : ' concurrently'}`,
  }),
  work: ({ parameters }) => ({
    type: 'action',
    action: {
      kind: 'indexCreate',
      index: choiceOf(parameters, 'index'),
      mode: choiceOf(parameters, 'mode') === 'plain' ? 'plain' : 'concurrently',
    },
  }),
};
