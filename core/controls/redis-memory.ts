import type { ControlDefinition } from './control.ts';
import { choiceOf, choiceParameter, numberOf, numberParameter, shownOf } from './parameters.ts';

/** Memory limit and eviction policy of the cache, changed while it runs. */
export const redisMemory: ControlDefinition = {
  control: 'redis.memory',
  title: 'Set cache memory',
  parameters: [
    numberParameter('maxmemoryMb', { unit: 'MB', min: 8, max: 512, default: 64, integer: true }),
    choiceParameter('policy', ['allkeys-lru', 'noeviction'], 'allkeys-lru'),
  ],
  leadMs: 8_000,
  warmUp: 'None for more memory; evicted keys are read again one by one.',
  occupies: (target) => target,
  sideEffect: 'A lower limit evicts keys or refuses writes at once; a higher one takes memory from the host.',
  equivalent: (target, parameters) => {
    const config = `redis-cli -h ${target} CONFIG SET`;
    return `${config} maxmemory ${shownOf(parameters, 'maxmemoryMb')}mb && ${config} maxmemory-policy ${shownOf(parameters, 'policy')}`;
  },
  receipt: 'redis: maxmemory 128 MB, allkeys-lru',
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target}: maxmemory ${numberOf(parameters, 'maxmemoryMb')} MB, ${choiceOf(parameters, 'policy')}`,
  }),
  work: ({ parameters }) => ({
    type: 'standing',
    operations: [
      { kind: 'redisConfig', maxmemoryMb: numberOf(parameters, 'maxmemoryMb'), maxmemoryPolicy: choiceOf(parameters, 'policy') },
    ],
  }),
};
