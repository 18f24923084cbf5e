import { expect, it } from 'vitest';
import { describeOperation } from './describe-operation.ts';
import type { StandingOperation } from './operations.ts';

const toxic = (type: 'latency' | 'bandwidth', attributes: Record<string, number>, toxicity = 1): StandingOperation => ({
  kind: 'toxic',
  link: 'a->b',
  toxic: { type, stream: 'downstream', toxicity, attributes },
});

it.each<[StandingOperation, string, string, string]>([
  [toxic('latency', { latency: 900, jitter: 300 }), 'a->b', 'latency on a->b', 'latency 900 ms, jitter 300 ms, on answers'],
  [toxic('bandwidth', { rate: 6 }, 0.3), 'a->b', 'bandwidth limit on a->b', 'rate 6 KB/s, on answers, 30 % of connections'],
  [{ kind: 'down', link: 'a->b' }, 'a->b', 'outage on a->b', 'connections are refused, open ones are cut'],
  [
    { kind: 'redisConfig', maxmemoryMb: 0.9, maxmemoryPolicy: 'noeviction' },
    'redis',
    'memory limit on redis',
    'maxmemory 0.9 MB, noeviction',
  ],
  [{ kind: 'flag', flag: 'x', variant: 'on' }, 'x', 'flag change on x', 'x is on for everybody'],
  [
    { kind: 'hook', target: 's-1', hook: { type: 'delay', ms: 50, jitterMs: 5, share: 1 } },
    's-1',
    'delay on s-1',
    '50 ms ± 5 ms on 100 % of requests',
  ],
  [{ kind: 'hook', target: 's', hook: { type: 'fail', status: 503, share: 0.5 } }, 's', 'errors on s', '50 % of requests end with 503'],
  [{ kind: 'hook', target: 's', hook: { type: 'busy', share: 0.4 } }, 's', 'busy spell on s', 'busy with other work 40 % of the time'],
  [{ kind: 'policy', service: 's', key: 'k', value: 'v' }, 's', 'policy k on s', 'k = v'],
  [{ kind: 'version', service: 's', version: '1.2.3' }, 's', 'release on s', 'rolls into 1.2.3'],
  [{ kind: 'scale', service: 's', slots: 3 }, 's', 'scaling on s', '3 slots'],
  [{ kind: 'cordon', slot: 's-2' }, 's-2', 'cordon on s-2', 'its consumer stays out of the group'],
  [
    { kind: 'hook', target: 's', hook: { type: 'fail', status: 500, share: 1, segment: { field: 'currency', value: 'GBP' } } },
    's',
    'errors on s',
    '100 % of requests about currency GBP end with 500',
  ],
  [{ kind: 'hook', target: 's', hook: { type: 'clock', offsetMs: -500 } }, 's', 'clock on s', 'off by -500 ms'],
  [{ kind: 'redisMaxmemory', maxmemoryMb: 2 }, 'redis', 'memory limit on redis', 'maxmemory 2 MB'],
  [{ kind: 'redisPolicy', maxmemoryPolicy: 'noeviction' }, 'redis', 'eviction policy on redis', 'noeviction'],
  [{ kind: 'loadFactor', factor: 3, overMs: 60_000 }, 'gateway', 'traffic on gateway', '3 times the users, reached over 60 s'],
  [
    { kind: 'loadShape', shape: { zipf: 2, segment: { field: 'currency', value: 'GBP', share: 0.8 } } },
    'gateway',
    'shape of traffic on gateway',
    'popularity of products with exponent 2, 80 % with currency GBP',
  ],
  [
    { kind: 'disturbance', disturbance: { type: 'lockTable', table: 'orders', worker: 'finance-report' } },
    'postgres',
    'table lock on postgres',
    'finance-report holds ACCESS EXCLUSIVE on orders',
  ],
  [
    { kind: 'disturbance', disturbance: { type: 'kafkaTraffic', topic: 't', key: 'k', perSecond: 9, bytes: 500, worker: 'importer' } },
    'kafka',
    'traffic of importer on kafka',
    '9 records/s of 500 bytes on t, all with key k',
  ],
  [
    {
      kind: 'together',
      operations: [
        { kind: 'policy', service: 's', key: 'k', value: 'v' },
        { kind: 'loadShape', shape: { pastedSearchShare: 0.05 } },
      ],
    },
    's',
    'policy k on s',
    'k = v; shape of traffic on gateway: 5 % of searches are long pasted texts',
  ],
  [{ kind: 'loadRate', ratePerSecond: 120 }, 'gateway', 'traffic on gateway', '120 requests/s'],
])('%o reads as where, what and how much', (operation, component, label, detail) => {
  expect(describeOperation(operation)).toEqual({ component, label, detail });
});
