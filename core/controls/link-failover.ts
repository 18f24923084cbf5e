import { linkEnds } from '../stack/schema.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, shownOf, stackParameter } from './parameters.ts';

/** Calls of a link go to another endpoint that the stack declares. */
export const linkFailover: ControlDefinition = {
  control: 'link.failover',
  title: 'Fail a link over',
  parameters: [stackParameter('endpoint')],
  leadMs: 12_000,
  warmUp: 'Connections to the other endpoint open with the first calls.',
  occupies: (target) => linkEnds(target).from,
  sideEffect:
    'The other endpoint has its own price: it is slower and takes a higher fee. What the first one was asked for and did not answer stays with it: those who wait for that wait on.',
  equivalent: (target, parameters) => {
    const { from, to } = linkEnds(target);
    return `kubectl set env deployment/${from} ${to.toUpperCase()}_ENDPOINT=${shownOf(parameters, 'endpoint')}`;
  },
  broad: (target, parameters) => `Every call of ${target} goes to ${choiceOf(parameters, 'endpoint')} from then on, at its price.`,
  receipt: 'payments-1: policy psp.endpoint',
  undoable: true,
  change: (target, parameters) => ({ kind: 'config', summary: `${target} fails over to ${choiceOf(parameters, 'endpoint')}` }),
  work: ({ target, parameters }) => {
    const { from, to } = linkEnds(target);
    const value = choiceOf(parameters, 'endpoint');
    return { type: 'standing', operations: [{ kind: 'policy', service: from, key: `${to}.endpoint`, value }] };
  },
};
