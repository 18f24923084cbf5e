import type { ControlParameters } from '../drill/events.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, numberOf, numberParameter, shownOf } from './parameters.ts';

const goals = ['latest', 'earliest', 'time'] as const;
type Goal = (typeof goals)[number];

/** All partitions of a group go to the end, to the beginning, or back in time. */
export const offsetsReset: ControlDefinition = {
  control: 'offsets.reset',
  title: 'Reset offsets',
  parameters: [
    choiceParameter('to', [...goals], 'latest'),
    numberParameter('minutesBack', { unit: 'minutes, for time', min: 1, max: 120, default: 5 }),
  ],
  leadMs: 5_000,
  warmUp: 'The members leave and join again: one rebalance, in which the whole group stands still.',
  occupies: (target) => target,
  sideEffect:
    'Latest loses everything that was not handled yet. Earliest and time do again what was done: it must bear being done twice, and the backlog is long.',
  equivalent: (target, parameters) =>
    `kafka-consumer-groups.sh --group ${target} --reset-offsets --all-topics ${flagOf(parameters)} --execute`,
  broad: (target, parameters) => {
    const to = goalOf(parameters);
    if (to === 'latest') return `${target} never handles what waits for it now, on all partitions.`;
    return `${target} handles again what it has handled, on all partitions${to === 'time' ? `, from ${numberOf(parameters, 'minutesBack')} minutes ago on` : ''}.`;
  },
  receipt: 'fulfilment: orders.placed moved on, 410 records are left out',
  undoable: false,
  change: (target, parameters) => ({ kind: 'maintenance', summary: `Offsets of group ${target} reset ${wordsOf(parameters)}` }),
  work: ({ target, parameters }) => ({
    type: 'action',
    action: { kind: 'offsetsReset', service: target, to: goalOf(parameters), minutesBack: numberOf(parameters, 'minutesBack') },
  }),
};

function goalOf(parameters: ControlParameters): Goal {
  const value = choiceOf(parameters, 'to');
  return goals.find((goal) => goal === value) ?? 'latest';
}

function flagOf(parameters: ControlParameters): string {
  const to = shownOf(parameters, 'to');
  return to === 'time' ? `--by-duration PT${shownOf(parameters, 'minutesBack')}M` : `--to-${to}`;
}

function wordsOf(parameters: ControlParameters): string {
  const to = goalOf(parameters);
  return to === 'time' ? `to ${numberOf(parameters, 'minutesBack')} minutes ago` : `to the ${to === 'latest' ? 'end' : 'beginning'}`;
}
