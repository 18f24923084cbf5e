import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter, shownOf } from './parameters.ts';

/** A background job of a service does not run any more. */
export const jobStop: ControlDefinition = {
  control: 'job.stop',
  title: 'Stop a job',
  parameters: [liveParameter('job', 'jobs')],
  leadMs: 3_000,
  warmUp: 'A run that is under way is finished first.',
  occupies: () => null,
  sideEffect: 'What the job is for is not done until it runs again.',
  equivalent: (_target, parameters) => `kubectl patch cronjob/${shownOf(parameters, 'job')} -p '{"spec":{"suspend":true}}'`,
  receipt: 'orders-1: policy job.sales-report',
  undoable: true,
  change: (_target, parameters) => ({ kind: 'job', summary: `Job ${choiceOf(parameters, 'job')} stopped` }),
  work: ({ parameters }) => ({ type: 'standing', operations: [{ kind: 'job', job: choiceOf(parameters, 'job'), state: 'stopped' }] }),
};
