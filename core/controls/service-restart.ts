import type { ControlDefinition } from './control.ts';

/** Rolling restart of every slot of a service. */
export const serviceRestart: ControlDefinition = {
  control: 'service.restart',
  title: 'Restart a service',
  parameters: [],
  leadMs: 2_000,
  warmUp: 'Each slot boots in one to three seconds and opens its connections anew; its code is cold at first.',
  occupies: (target) => target,
  sideEffect: 'Slots drain and come back one after another: capacity drops meanwhile, pools and consumers start cold.',
  equivalent: (target) => `kubectl rollout restart deployment/${target}`,
  receipt: 'catalog-1: 1.14.1 drained and stopped, 1.14.1 ready after 812 ms',
  undoable: false,
  change: (target) => ({ kind: 'maintenance', summary: `Rolling restart of ${target}` }),
  work: ({ target }) => ({ type: 'action', action: { kind: 'restart', target } }),
};
