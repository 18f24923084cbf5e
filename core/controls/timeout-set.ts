import { linkEnds } from '../stack/schema.ts';
import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** How long the calling service waits for an answer over a link, further tries included. A statement that is over its time is cancelled in the database. */
export const timeoutSet: ControlDefinition = {
  control: 'timeout.set',
  title: 'Set a timeout',
  parameters: [numberParameter('timeoutMs', { unit: 'ms', min: 20, max: 60_000, default: 1_000, integer: true })],
  leadMs: 4_000,
  warmUp: 'None: the next call gets it.',
  occupies: (target) => linkEnds(target).from,
  sideEffect:
    'Too short, and answers that would have come are thrown away and their work is lost; too long, and those who wait pile up. A cache read that is over its time counts as a miss.',
  equivalent: (target, parameters) => {
    const { from, to } = linkEnds(target);
    return `kubectl set env deployment/${from} ${to.toUpperCase()}_TIMEOUT_MS=${shownOf(parameters, 'timeoutMs')}`;
  },
  receipt: 'gateway-1: policy catalog.timeoutMs',
  undoable: true,
  change: (target, parameters) => ({ kind: 'config', summary: `${target}: gives up after ${numberOf(parameters, 'timeoutMs')} ms` }),
  work: ({ target, parameters }) => {
    const { from, to } = linkEnds(target);
    return {
      type: 'standing',
      operations: [{ kind: 'policy', service: from, key: `${to}.timeoutMs`, value: numberOf(parameters, 'timeoutMs') }],
    };
  },
};
