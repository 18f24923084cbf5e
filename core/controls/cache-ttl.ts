import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** How long pages that are written to the cache from now on live there, each from its own writing. */
export const cacheTtl: ControlDefinition = {
  control: 'cache.ttl',
  title: 'Set the cache TTL',
  parameters: [numberParameter('seconds', { unit: 's', min: 1, max: 3_600, default: 60, integer: true })],
  leadMs: 4_000,
  warmUp: 'Pages that are in the cache already keep the life they were given; from then on each lives from its own writing.',
  occupies: (target) => target,
  sideEffect: 'Longer, and users see prices and texts that are old; shorter, and the database gets more of the reads.',
  equivalent: (target, parameters) => `kubectl set env deployment/${target} CACHE_TTL=${shownOf(parameters, 'seconds')}s`,
  receipt: 'catalog-1: policy cache.ttlMs',
  undoable: true,
  change: (target, parameters) => ({ kind: 'config', summary: `${target}: pages live ${numberOf(parameters, 'seconds')} s in the cache` }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [
      { kind: 'policy', service: target, key: 'cache.endsOnMs', value: 0 },
      { kind: 'policy', service: target, key: 'cache.ttlMs', value: numberOf(parameters, 'seconds') * 1_000 },
    ],
  }),
};
