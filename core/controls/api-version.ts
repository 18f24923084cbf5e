import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, numberOf, numberParameter, shownOf } from './parameters.ts';

/** Whether version 1 of the public API is answered at the edge, and by how many days the end that they are told is moved. */
export const apiVersion: ControlDefinition = {
  control: 'api.version',
  title: 'Serve or end version 1 of the API',
  parameters: [
    choiceParameter('v1', ['on', 'off'], 'on'),
    numberParameter('sunsetDays', { unit: 'days', min: 1, max: 365, default: 30, integer: true }),
  ],
  leadMs: 5_000,
  warmUp: 'None.',
  occupies: (target) => target,
  sideEffect:
    'Clients read the new sunset date, counted from the announced one, in the headers of version 1; whoever was told another has to be told again.',
  equivalent: (target, parameters) =>
    `kubectl set env deployment/${target} API_V1=${shownOf(parameters, 'v1')} API_V1_SUNSET_DAYS=${shownOf(parameters, 'sunsetDays')}`,
  broad: (target, parameters) =>
    choiceOf(parameters, 'v1') === 'off' ? `${target} answers 410 to every client that still uses version 1.` : null,
  receipt: 'gateway-1: policy api.v1',
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary:
      choiceOf(parameters, 'v1') === 'off'
        ? `${target} no longer answers version 1 of the API`
        : `${target} answers version 1 of the API, its sunset moved by ${numberOf(parameters, 'sunsetDays')} days`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [
      { kind: 'policy', service: target, key: 'api.v1', value: choiceOf(parameters, 'v1') },
      { kind: 'policy', service: target, key: 'api.v1.sunsetDays', value: numberOf(parameters, 'sunsetDays') },
    ],
  }),
};
