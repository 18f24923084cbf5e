import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter, numberOf, numberParameter, shownOf, textParameter } from './parameters.ts';

/** An alert tells nobody for a while, for a reason that everybody can read. What it is about goes on. */
export const alertSilence: ControlDefinition = {
  control: 'alert.silence',
  title: 'Silence an alert',
  parameters: [
    liveParameter('alert', 'alerts'),
    textParameter('reason', { min: 10, max: 200 }),
    numberParameter('minutes', { unit: 'minutes', min: 1, max: 60, default: 10 }),
  ],
  leadMs: 0,
  warmUp: 'None. It ends by itself; what still fires then calls again.',
  occupies: () => null,
  sideEffect: 'Nobody is called for it meanwhile. The budget burns on, and users feel what they felt.',
  equivalent: (_target, parameters) =>
    `amtool silence add alertname=${shownOf(parameters, 'alert')} --duration=${shownOf(parameters, 'minutes')}m --comment="${shownOf(parameters, 'reason')}"`,
  receipt: '',
  undoable: true,
  change: (_target, parameters) => ({
    kind: 'config',
    summary: `Alert ${choiceOf(parameters, 'alert')} silenced for ${numberOf(parameters, 'minutes')} minutes: ${choiceOf(parameters, 'reason').trim()}`,
  }),
  work: ({ parameters }) => ({
    type: 'silence',
    alert: choiceOf(parameters, 'alert'),
    reason: choiceOf(parameters, 'reason').trim(),
    forMs: numberOf(parameters, 'minutes') * 60_000,
  }),
};
