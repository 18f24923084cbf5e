import type { ControlDefinition } from './control.ts';

/** Rolling restart into the version that ran before. A service without an earlier version is restarted into the current one. */
export const serviceRollback: ControlDefinition = {
  control: 'service.rollback',
  title: 'Roll a service back',
  parameters: [],
  leadMs: 20_000,
  warmUp: 'Each slot boots in one to three seconds and opens its connections anew; its code is cold at first.',
  occupies: (target) => target,
  sideEffect: 'A rolling restart into the previous version: slots drain and land cold, and everything the newer version brought is gone.',
  equivalent: (target) => `kubectl rollout undo deployment/${target}`,
  receipt: 'catalog-1: 1.14.2 drained and stopped, 1.14.1 ready after 812 ms',
  undoable: true,
  change: (target) => ({ kind: 'deploy', summary: `${target} rolled back to the previous version` }),
  work: ({ target, versions }) => {
    const known = versions[target];
    if (!known) throw new Error(`no versions are known for ${target}: check the target before asking for the work`);
    return { type: 'standing', operations: [{ kind: 'version', service: target, version: known.previous[0] ?? known.current }] };
  },
};
