import type { ControlDefinition } from './control.ts';

/** Empties the cache. */
export const cacheFlush: ControlDefinition = {
  control: 'cache.flush',
  title: 'Flush the cache',
  parameters: [],
  leadMs: 2_000,
  occupies: (target) => target,
  sideEffect: 'Every key is gone: all reads hit the database until the cache is warm again.',
  equivalent: (target) => `redis-cli -h ${target} FLUSHALL ASYNC`,
  undoable: false,
  change: (target) => ({ kind: 'maintenance', summary: `${target} flushed` }),
  work: () => ({ type: 'action', action: { kind: 'redisFlush' } }),
};
