import type { ControlDefinition } from './control.ts';

/** Takes the canary of a service off; its share of calls goes back to the version everybody else gets. */
export const canaryAbort: ControlDefinition = {
  control: 'canary.abort',
  title: 'Abort a canary',
  parameters: [],
  leadMs: 3_000,
  warmUp: 'None: the other slots are warm.',
  occupies: (target) => target,
  sideEffect: 'The canary drains and stops; what it did for its users stays done, and the release is held up.',
  equivalent: (target) => `kubectl argo rollouts abort ${target}`,
  unavailable: ({ target, canaries }) => (canaries[target] ? null : `no canary of ${target} runs`),
  receipt: 'catalog-3: drained and stopped',
  undoable: true,
  change: (target) => ({ kind: 'deploy', summary: `Canary of ${target} aborted` }),
  work: ({ target, canaries, versions }) => {
    const version = canaries[target]?.version ?? versions[target]?.current ?? '';
    return { type: 'standing', operations: [{ kind: 'canary', service: target, version, weight: 0 }] };
  },
};
