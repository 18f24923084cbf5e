import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** Reads skip the cache and go to the database, at most so many per second and instance; the rest is refused at once. */
export const cacheBypass: ControlDefinition = {
  control: 'cache.bypass',
  title: 'Bypass the cache',
  parameters: [numberParameter('limitPerSecond', { unit: 'requests/s per instance', min: 5, max: 200, default: 15 })],
  leadMs: 5_000,
  warmUp: 'None. The cache is not written meanwhile, so its pages expire and it comes back cold.',
  occupies: (target) => target,
  sideEffect:
    'The database serves about half of peak reads. Above the limit readers are refused; without a sensible limit the pool is exhausted.',
  equivalent: (target, parameters) =>
    `kubectl set env deployment/${target} CACHE_MODE=bypass CACHE_ORIGIN_LIMIT=${shownOf(parameters, 'limitPerSecond')}`,
  receipt: 'catalog-1: policy cache.mode',
  undoable: true,
  leavesOn: ({ target }) => `${target} reads past the cache`,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target} reads past the cache, at most ${numberOf(parameters, 'limitPerSecond')} requests/s per instance`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [
      { kind: 'policy', service: target, key: 'cache.originLimit', value: numberOf(parameters, 'limitPerSecond') },
      { kind: 'policy', service: target, key: 'cache.mode', value: 'bypass' },
    ],
  }),
};
