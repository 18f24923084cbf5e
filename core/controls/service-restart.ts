import type { ControlDefinition } from './control.ts';

/** Rolling restart of every slot of a service. */
export const serviceRestart: ControlDefinition = {
  control: 'service.restart',
  title: 'Restart a service',
  parameters: [],
  leadMs: 2_000,
  occupies: (target) => target,
  sideEffect: 'Slots drain and come back one after another: capacity drops meanwhile, pools and consumers start cold.',
  equivalent: (target) => `kubectl rollout restart deployment/${target}`,
  undoable: false,
  change: (target) => ({ kind: 'maintenance', summary: `Rolling restart of ${target}` }),
  work: ({ target }) => ({ type: 'action', action: { kind: 'restart', target } }),
};
