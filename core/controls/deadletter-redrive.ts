import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter, shownOf } from './parameters.ts';

/** Records that were parked go back to the topic they came from. */
export const deadletterRedrive: ControlDefinition = {
  control: 'deadletter.redrive',
  title: 'Redrive dead letters',
  parameters: [liveParameter('records', 'deadLetters')],
  leadMs: 5_000,
  warmUp: 'None. They come at the end of their topic, behind what waits there.',
  occupies: (target) => target,
  sideEffect:
    'Whatever could not be handled before is tried again: if the reader was not mended, it is parked again. Their order among others is lost.',
  equivalent: (target, parameters) =>
    `kcat -C -t ${target} -o ${shownOf(parameters, 'records') === 'all' ? 'stored' : shownOf(parameters, 'records')} -e -f '%k\\t%s\\n' | kcat -P -t ${target.replace(/\.dlq$/, '')} -K '\\t'`,
  broad: (target, parameters) => (choiceOf(parameters, 'records') === 'all' ? `Every record on ${target} is sent again.` : null),
  receipt: 'orders.placed.dlq: 3 records sent to orders.placed again',
  undoable: false,
  change: (target, parameters) => ({
    kind: 'maintenance',
    summary:
      choiceOf(parameters, 'records') === 'all'
        ? `All of ${target} redriven`
        : `Record ${choiceOf(parameters, 'records')} of ${target} redriven`,
  }),
  work: ({ target, parameters }) => {
    const records = choiceOf(parameters, 'records');
    return { type: 'action', action: { kind: 'deadLetterRedrive', topic: target, offset: records === 'all' ? null : records } };
  },
};
