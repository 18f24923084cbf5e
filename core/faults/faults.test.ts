import { describe, expect, it } from 'vitest';
import { standingSchema } from '../sandbox/operations.ts';
import { compileFault, describeFault, type Fault, faultSchema } from './index.ts';
import { durationMs } from './quantities.ts';

const schema = faultSchema((inner) => inner);

/** One of each kind, with what it must become and how it must read. */
const examples: [Fault, object, string][] = [
  [
    { kind: 'latency', link: 'a->b', latency: '900ms', jitter: '0.3s' },
    {
      kind: 'toxic',
      link: 'a->b',
      toxic: { type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 900, jitter: 300 } },
    },
    'a->b is slower by 900ms ± 0.3s',
  ],
  [
    { kind: 'bandwidth', link: 'a->b', rate: '6KB/s', stream: 'upstream', toxicity: 0.3 },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'bandwidth', stream: 'upstream', toxicity: 0.3, attributes: { rate: 6 } } },
    'a->b carries 6KB/s at most, on 30 % of connections',
  ],
  [
    { kind: 'timeout', link: 'a->b', timeout: '2s' },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'timeout', stream: 'downstream', toxicity: 1, attributes: { timeout: 2000 } } },
    'a->b swallows everything and closes after 2s',
  ],
  [
    { kind: 'reset', link: 'a->b', after: '100ms' },
    { kind: 'toxic', link: 'a->b', toxic: { type: 'reset_peer', stream: 'downstream', toxicity: 1, attributes: { timeout: 100 } } },
    'a->b resets connections',
  ],
  [{ kind: 'down', link: 'a->b' }, { kind: 'down', link: 'a->b' }, 'a->b is down'],
  [
    { kind: 'redis-memory', maxmemory: '2MB', policy: 'noeviction' },
    { kind: 'redisConfig', maxmemoryMb: 2, maxmemoryPolicy: 'noeviction' },
    'redis runs with maxmemory 2MB, noeviction',
  ],
  [{ kind: 'flag', flag: 'x', variant: 'on' }, { kind: 'flag', flag: 'x', variant: 'on' }, 'flag x is on'],
  [
    { kind: 'hook-delay', target: 'catalog-1', delay: '1s', share: 0.5 },
    { kind: 'hook', target: 'catalog-1', hook: { type: 'delay', ms: 1000, jitterMs: 0, share: 0.5 } },
    'catalog-1 takes 1s longer over 50 % of requests',
  ],
  [
    { kind: 'hook-fail', target: 'catalog', status: 503 },
    { kind: 'hook', target: 'catalog', hook: { type: 'fail', status: 503, share: 1 } },
    'catalog answers 100 % of requests with 503',
  ],
  [
    { kind: 'hook-busy', target: 'inventory', share: 0.4 },
    { kind: 'hook', target: 'inventory', hook: { type: 'busy', share: 0.4 } },
    'inventory is busy with other work 40 % of the time',
  ],
  [
    { kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'off' },
    { kind: 'policy', service: 'orders', key: 'payments.breaker', value: 'off' },
    'orders runs with payments.breaker = off',
  ],
];

it('every kind has an example here', () => {
  const kinds = schema.options.map((option) => [...option.shape.kind.values][0]);
  expect(examples.map(([{ kind }]) => kind).sort()).toEqual(kinds.sort());
});

describe.each(examples)('%o', (fault, operation, words) => {
  it('is a valid fault, becomes this operation and reads like this', () => {
    expect(schema.parse(fault)).toEqual(fault);
    expect(compileFault(fault)).toEqual(operation);
    expect(standingSchema.parse(compileFault(fault))).toEqual(operation);
    expect(describeFault(fault)).toBe(words);
  });

  it('refuses a field it does not know', () => {
    expect(schema.safeParse({ ...fault, surprise: 1 }).success).toBe(false);
  });
});

it.each([
  ['900ms', 900],
  ['8s', 8000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['-8m', -480_000],
])('%s is %i ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

it.each([
  { kind: 'latency', link: 'a->b', latency: 900 },
  { kind: 'latency', link: 'a->b', latency: '900' },
  { kind: 'latency', link: 'a->b', latency: '-1s' },
  { kind: 'bandwidth', link: 'a->b', rate: '0.5KB/s' },
  { kind: 'redis-memory', maxmemory: '2', policy: 'noeviction' },
  { kind: 'hook-busy', target: 'x', share: 1 },
  { kind: 'hook-fail', target: 'x', status: 200 },
])('a quantity without its unit or out of bounds is refused: %o', (fault) => {
  expect(schema.safeParse(fault).success).toBe(false);
});
