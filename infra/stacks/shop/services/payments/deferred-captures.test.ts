import { describe, expect, it } from 'vitest';
import { recordingKit } from '../recording-kit.fixture.ts';
import { DeferredCaptures } from './deferred-captures.ts';
import type { PaymentRequest, Verdict } from './payment.ts';
import type { Charge } from './provider.ts';

interface Owed extends PaymentRequest {
  attempts: number;
  provider: string;
  traceparent?: string;
}

function world(owed: Owed[], charge: Charge) {
  const { kit, logged } = recordingKit('payments-1');
  const settled: [string, Verdict][] = [];
  const postponed: [string, number][] = [];
  const traces: Record<string, string>[] = [];
  const asked: { limit: number; leaseMs: number }[] = [];
  const captures = new DeferredCaptures({
    store: {
      claimOwed: async ({ limit, leaseMs }) => {
        asked.push({ limit, leaseMs });
        return owed.splice(0, limit);
      },
      postpone: async (orderId, pauseMs) => void postponed.push([orderId, pauseMs]),
    },
    charge,
    settle: async ({ orderId }, verdict) => void settled.push([orderId, verdict]),
    async inTrace(headers, run) {
      traces.push(headers);
      await run();
    },
    wantedProvider: () => 'psp',
    log: kit.log,
  });
  return { captures, traces, settled, postponed, asked, logged };
}

const owe = (orderId: string, attempts = 1): Owed => ({ orderId, cents: 100, currency: 'EUR', attempts, provider: 'psp' });

describe('deferred captures', () => {
  it('each capture is a part of the trace of its own checkout', async () => {
    const { captures, traces } = world([{ ...owe('a'), traceparent: '00-aa-bb-01' }, owe('b')], async () => ({ state: 'DECLINED' }));
    await captures.captureDue();
    expect(traces).toEqual([{ traceparent: '00-aa-bb-01' }, {}]);
  });

  it('settles each due payment with the verdict of the provider', async () => {
    const verdicts: Record<string, Verdict> = { a: { state: 'CAPTURED', pspRef: 'ch_a' }, b: { state: 'DECLINED' } };
    const { captures, settled } = world([owe('a'), owe('b')], async ({ orderId }) => verdicts[orderId] ?? { state: 'DECLINED' });
    await captures.captureDue();
    expect(settled).toEqual([
      ['a', verdicts['a']],
      ['b', verdicts['b']],
    ]);
  });

  it('puts a failed one off, longer each time, without hurting the others', async () => {
    const slow = async ({ orderId }: PaymentRequest): Promise<Verdict> => {
      if (orderId === 'slow') throw new Error('deadline');
      return { state: 'CAPTURED', pspRef: 'ch' };
    };
    const { captures, settled, postponed, logged } = world([owe('slow', 3), owe('fine')], slow);
    await captures.captureDue();
    expect(settled.map(([orderId]) => orderId)).toEqual(['fine']);
    expect(postponed).toEqual([['slow', 8000]]);
    expect(logged).toMatchObject([{ level: 'warn', fields: { orderId: 'slow', pauseMs: 8000 } }]);
  });

  it('has at most 48 charges under way, and a lease longer than a charge may take', async () => {
    let underWay = 0;
    let most = 0;
    let limitMs = 0;
    const owed = Array.from({ length: 100 }, (_, index) => owe(`o-${index}`));
    const { captures, asked } = world(owed, async (_request, { deadlineMs }) => {
      limitMs = deadlineMs ?? Number.POSITIVE_INFINITY;
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return { state: 'CAPTURED', pspRef: 'ch' };
    });
    while (owed.length > 0) await captures.captureDue();
    expect(most).toBe(48);
    expect(asked[0]?.leaseMs).toBeGreaterThan(limitMs);
  });
});
