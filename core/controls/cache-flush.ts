import type { ControlDefinition } from './control.ts';

/** Empties the cache. */
export const cacheFlush: ControlDefinition = {
  control: 'cache.flush',
  title: 'Flush the cache',
  parameters: [],
  leadMs: 2_000,
  warmUp: 'The cache fills with the reads that come; what is rarely read stays cold longest.',
  occupies: (target) => target,
  sideEffect: 'Every key is gone: all reads hit the database until the cache is warm again.',
  equivalent: (target) => `redis-cli -h ${target} FLUSHALL ASYNC`,
  broad: (target) => `Every page in ${target} is gone at once, and the database gets all reads.`,
  receipt: 'redis: flushed 1240 keys',
  undoable: false,
  change: (target) => ({ kind: 'maintenance', summary: `${target} flushed` }),
  work: () => ({ type: 'action', action: { kind: 'redisFlush' } }),
};
