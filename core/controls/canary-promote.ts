import type { ControlDefinition } from './control.ts';

/** Rolls every slot of a service into the version of its canary. */
export const canaryPromote: ControlDefinition = {
  control: 'canary.promote',
  title: 'Promote a canary',
  parameters: [],
  leadMs: 10_000,
  warmUp: 'Each slot boots and opens its connections anew; its code is cold at first.',
  occupies: (target) => target,
  sideEffect: 'A rolling restart: everybody gets what until now a few users had.',
  equivalent: (target) => `kubectl argo rollouts promote ${target}`,
  broad: (target) => `All users of ${target} get the version of its canary.`,
  unavailable: ({ target, canaries }) => (canaries[target] ? null : `no canary of ${target} runs`),
  receipt: 'catalog-1: 1.14.1 drained and stopped, 1.14.2 ready after 812 ms',
  undoable: true,
  change: (target) => ({ kind: 'deploy', summary: `Canary of ${target} promoted to all slots` }),
  work: ({ target, canaries }) => {
    const canary = canaries[target];
    if (!canary) throw new Error(`no canary of ${target} runs: check before asking for the work`);
    const { version } = canary;
    return {
      type: 'standing',
      operations: [
        { kind: 'version', service: target, version },
        { kind: 'canary', service: target, version, weight: 0 },
      ],
    };
  },
};
