import type { ControlParameters } from '../drill/events.ts';
import { readPosition } from '../sandbox/live.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter } from './parameters.ts';

/** One consumer group goes past the one record it stands at. */
export const offsetSkip: ControlDefinition = {
  control: 'offset.skip',
  title: 'Skip one record',
  parameters: [liveParameter('position', 'offsets')],
  leadMs: 5_000,
  warmUp: 'The members leave and join again: one rebalance, in which the whole group stands still.',
  occupies: (target) => target,
  sideEffect:
    'The group never handles that record: whoever sent it must be followed up by hand. It is refused when the group has moved on meanwhile.',
  broad: (target) => `${target} never handles that record, and nothing brings it back.`,
  equivalent: (target, parameters) => {
    const at = readPosition(String(parameters['position'] ?? ''));
    const where = at ? `${at.topic}:${at.partition} --shift-by 1` : '<topic>:<partition> --shift-by 1';
    return `kafka-consumer-groups.sh --group ${target} --reset-offsets --topic ${where} --execute`;
  },
  receipt: 'fulfilment: went past offset 1234 of orders.placed, partition 3',
  undoable: false,
  change: (target, parameters) => {
    const { topic, partition, offset } = positionOf(parameters);
    return { kind: 'maintenance', summary: `Group ${target} skipped offset ${offset} of ${topic}, partition ${partition}` };
  },
  work: ({ target, parameters }) => ({ type: 'action', action: { kind: 'offsetSkip', service: target, ...positionOf(parameters) } }),
};

function positionOf(parameters: ControlParameters): NonNullable<ReturnType<typeof readPosition>> {
  const position = readPosition(choiceOf(parameters, 'position'));
  if (!position) throw new Error('the position was not checked');
  return position;
}
