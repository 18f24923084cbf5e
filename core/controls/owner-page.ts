import type { ControlDefinition } from './control.ts';

/** Pages the team or vendor that owns something. What they answer is the scenario's. */
export const ownerPage: ControlDefinition = {
  control: 'owner.page',
  title: 'Page an owner',
  parameters: [],
  leadMs: 0,
  warmUp: 'People need their time to look before they answer.',
  occupies: () => null,
  sideEffect:
    'Somebody is woken up. The right team answers in half the time when what is sent along shows where it is; the wrong one can only say that nothing is wrong on its side.',
  takesEvidence: true,
  equivalent: (target) => `pd incident create --service ${target} --urgency high`,
  receipt: '',
  undoable: false,
  change: (target) => ({ kind: 'maintenance', summary: `${target} paged` }),
  work: ({ target }) => ({ type: 'ownerPage', owner: target }),
};
