import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, shownOf } from './parameters.ts';

/** Turns a feature flag for everybody. */
export const flagSet: ControlDefinition = {
  control: 'flag.set',
  title: 'Set a feature flag',
  parameters: [choiceParameter('variant', ['on', 'off'], 'off')],
  leadMs: 5_000,
  warmUp: 'None: the next evaluation gets it.',
  occupies: () => null,
  sideEffect: 'The feature changes for every user at once, also for those it worked for.',
  equivalent: (target, parameters) =>
    `flagd flags.json: "${target}": { "defaultVariant": "${shownOf(parameters, 'variant')}", "targeting": {} }`,
  broad: (target, parameters) =>
    `Every user gets ${target} ${choiceOf(parameters, 'variant')} at once; rules for some users are set aside.`,
  receipt: 'orders-1: flag bundle-pricing',
  undoable: true,
  change: (target, parameters) => ({ kind: 'flag', summary: `Flag ${target} set to ${choiceOf(parameters, 'variant')}` }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'flag', flag: target, variant: choiceOf(parameters, 'variant') }],
  }),
};
