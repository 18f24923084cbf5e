import { linkEnds } from '../stack/schema.ts';
import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** How often the calling service tries again what failed on one link, and how much of its traffic may be retries. */
export const retrySet: ControlDefinition = {
  control: 'retry.set',
  title: 'Set retries',
  parameters: [
    numberParameter('retries', { unit: 'further tries', min: 0, max: 5, default: 0, integer: true }),
    numberParameter('budgetPercent', { unit: '% of calls', min: 0, max: 300, default: 10 }),
  ],
  leadMs: 4_000,
  warmUp: 'None.',
  occupies: (target) => linkEnds(target).from,
  sideEffect: 'Tries multiply over the layers of a call: what is overloaded gets more of it. Without any, one lost packet is an error.',
  equivalent: (target, parameters) => {
    const { from, to } = linkEnds(target);
    const name = to.toUpperCase();
    return `kubectl set env deployment/${from} ${name}_RETRIES=${shownOf(parameters, 'retries')} ${name}_RETRY_BUDGET=${shownOf(parameters, 'budgetPercent')}%`;
  },
  receipt: 'gateway-1: policy catalog.retries',
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target}: ${numberOf(parameters, 'retries')} retries within ${numberOf(parameters, 'budgetPercent')} % of calls`,
  }),
  work: ({ target, parameters }) => {
    const { from, to } = linkEnds(target);
    return {
      type: 'standing',
      operations: [
        { kind: 'policy', service: from, key: `${to}.retryBudget`, value: numberOf(parameters, 'budgetPercent') / 100 },
        { kind: 'policy', service: from, key: `${to}.retries`, value: numberOf(parameters, 'retries') },
      ],
    };
  },
};
