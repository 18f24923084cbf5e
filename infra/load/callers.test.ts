import { expect, test } from 'vitest';
import { chooseCaller } from './callers.ts';
import { seededRandom } from './random.ts';

const clients = {
  web: { share: 0.62, prefix: '', summary: '' },
  app: { share: 0.32, prefix: '/v2', summary: '' },
  'partner-atlas': { share: 0.06, prefix: '/v1', summary: '' },
};

test('[AV5] every client gets its share of the requests, each under the prefix it was built for', () => {
  const random = seededRandom(7);
  const counts = new Map<string, number>();
  for (let count = 0; count < 20_000; count += 1) {
    const { prefix, headers } = chooseCaller(clients, random);
    const key = `${headers['x-client-id']} ${prefix}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['app /v2', 'partner-atlas /v1', 'web ']);
  expect((counts.get('partner-atlas /v1') ?? 0) / 20_000).toBeCloseTo(0.06, 2);
  expect((counts.get('web ') ?? 0) / 20_000).toBeCloseTo(0.62, 1);
});

test('[AV5] without clients nobody says who they are', () => {
  expect(chooseCaller({}, seededRandom(1))).toEqual({ prefix: '', headers: {} });
});
