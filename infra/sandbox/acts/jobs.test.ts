import { expect, test } from 'vitest';
import type { Stack } from '../../../core/stack/schema.ts';
import { Acts } from './acts.ts';

const stack = {
  services: { catalog: { maxSlots: 2 } },
  jobs: { 'price-export': { summary: 'writes the price list' } },
  engines: { kafka: { topics: [] }, postgres: { indexes: {} } },
} as unknown as Stack;
const exporting = { jobs: [{ job: 'price-export', state: 'running', runs: 2, lastMs: null }] };

/** Its first instance is up, or being replaced; whoever asks one that is not there gets no answer. */
function catalogThat(isServing: boolean): Acts {
  const fleet = {
    running: () => [{ name: 'catalog-1', isServing }],
    stateOf: async () => {
      if (!isServing) throw new Error('connect ECONNREFUSED');
      return exporting;
    },
  };
  return new Acts({ stack, fleet, postgres: {}, kafka: {}, redis: {} } as unknown as ConstructorParameters<typeof Acts>[0]);
}

test('jobs to choose from are those of an instance that is up', async () => {
  const [job] = await catalogThat(true).inspect({ kind: 'jobs', target: 'catalog' });
  expect(job).toMatchObject({ value: 'price-export', facts: expect.arrayContaining([{ name: 'state', value: 'running' }]) });
});

test('while it is being replaced there are none, and nobody waits for an answer', async () => {
  expect(await catalogThat(false).inspect({ kind: 'jobs', target: 'catalog' })).toEqual([]);
});
