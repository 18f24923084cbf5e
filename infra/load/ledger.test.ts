import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SliDefinition } from '../../core/sandbox/messages.ts';
import { addLatencies, type LatencyCounts, latencyQuantile } from '../../core/statistics/latency-counts.ts';
import { Ledger } from './ledger.ts';

const slis: SliDefinition[] = [
  { name: 'browse-availability', journey: 'browse', sli: 'availability', thresholdMs: 3000 },
  { name: 'browse-latency', journey: 'browse', sli: 'latency', thresholdMs: 300 },
  { name: 'checkout-availability', journey: 'checkout', sli: 'availability', thresholdMs: 8000 },
  { name: 'checkout-latency', journey: 'checkout', sli: 'latency', thresholdMs: 2000 },
  { name: 'order-freshness', journey: 'order', sli: 'freshness', thresholdMs: 10_000 },
];
const totals = { asked: 0, sent: 0, late: 0, usual: 0 };
const ok = { status: 200, traceId: 't1' };
const shedded = { status: 503, traceId: 't2' };

function close(ledger: Ledger) {
  return ledger.closeSecond(1, totals);
}

describe('request events', () => {
  it('counts a fast answer good for availability and latency, in its own journey only', () => {
    const ledger = new Ledger(slis);
    ledger.open({ step: 'product', intendedAtMs: 0 }).answered(ok, 300);
    const { sli } = close(ledger);
    expect(sli['browse-availability']).toEqual({ good: 1, bad: 0 });
    expect(sli['browse-latency']).toEqual({ good: 1, bad: 0 });
    expect(sli['checkout-availability']).toEqual({ good: 0, bad: 0 });
  });

  it('counts a 4xx good, a 5xx bad for availability, and a fast 5xx not at all for latency', () => {
    const ledger = new Ledger(slis);
    ledger.open({ step: 'browse', intendedAtMs: 0 }).answered({ status: 404, traceId: '' }, 10);
    ledger.open({ step: 'browse', intendedAtMs: 0 }).answered(shedded, 10);
    const { sli } = close(ledger);
    expect(sli['browse-availability']).toEqual({ good: 1, bad: 1 });
    expect(sli['browse-latency']).toEqual({ good: 1, bad: 0 });
  });

  it('[AV1] counts a 410 like a failure: the order is lost to the client that the shop no longer answers', () => {
    const ledger = new Ledger(slis);
    ledger.open({ step: 'checkout', intendedAtMs: 0, valueCents: 900 }).answered({ status: 410, traceId: 't3' }, 10);
    const { sli, ordersLost, centsLost, failures } = close(ledger);
    expect(sli['checkout-availability']).toEqual({ good: 0, bad: 1 });
    expect({ ordersLost, centsLost }).toEqual({ ordersLost: 1, centsLost: 900 });
    expect(failures).toEqual([{ step: 'checkout', status: 410, orderId: '', traceId: 't3' }]);
  });

  it('declares a hang bad at each deadline, while it still hangs, and a later answer changes nothing', () => {
    const ledger = new Ledger(slis);
    const request = ledger.open({ step: 'search', intendedAtMs: 1000 });
    ledger.expire(1300);
    expect(close(ledger).sli['browse-latency']).toEqual({ good: 0, bad: 0 });
    ledger.expire(1301);
    expect(close(ledger).sli['browse-latency']).toEqual({ good: 0, bad: 1 });
    ledger.expire(4001);
    const second = close(ledger);
    expect(second.sli['browse-availability']).toEqual({ good: 0, bad: 1 });
    expect(second.failures).toEqual([{ step: 'search', status: 0, orderId: '', traceId: '' }]);
    request.answered(ok, 4500);
    const after = close(ledger);
    expect(after.sli['browse-availability']).toEqual({ good: 0, bad: 0 });
    expect(after.latency.search).toMatchObject({ count: 1, p50: 3500, p99: 3500 });
  });

  it('judges an answer by when it came, even if the deadline was not noticed in time', () => {
    const ledger = new Ledger(slis);
    ledger.open({ step: 'browse', intendedAtMs: 0 }).answered(ok, 301);
    expect(close(ledger).sli['browse-latency']).toEqual({ good: 0, bad: 1 });
  });

  it('keeps a slow failure bad for latency, because the threshold had passed', () => {
    const ledger = new Ledger(slis);
    const request = ledger.open({ step: 'checkout', intendedAtMs: 0, valueCents: 700 });
    ledger.expire(2500);
    request.answered(shedded, 2600);
    const second = close(ledger);
    expect(second.sli['checkout-latency']).toEqual({ good: 0, bad: 1 });
    expect(second.sli['checkout-availability']).toEqual({ good: 0, bad: 1 });
    expect(second.latency.checkout).toMatchObject({ count: 1, failed: 1 });
  });

  it('counts a user who goes away as good and takes no latency from it', () => {
    const ledger = new Ledger(slis);
    const request = ledger.open({ step: 'browse', intendedAtMs: 0 });
    request.abandoned(40);
    request.broken(41);
    const second = close(ledger);
    expect(second.sli['browse-availability']).toEqual({ good: 1, bad: 0 });
    expect(second.latency).toEqual({});
    expect(second.failures).toEqual([]);
  });

  it('adds up lost orders and their money once each, and not those that were only slow', () => {
    const ledger = new Ledger(slis);
    ledger.open({ step: 'checkout', intendedAtMs: 0, valueCents: 1500 }).broken(20);
    ledger.open({ step: 'checkout', intendedAtMs: 0, valueCents: 2000 }).answered({ status: 201, traceId: '' }, 5000);
    const hanging = ledger.open({ step: 'checkout', intendedAtMs: 0, valueCents: 999 });
    ledger.expire(8001);
    hanging.broken(9000);
    const second = close(ledger);
    expect(second.ordersLost).toBe(2);
    expect(second.centsLost).toBe(2499);
    expect(second.sli['checkout-latency']).toEqual({ good: 0, bad: 2 });
    expect(close(ledger).ordersLost).toBe(0);
  });

  it('reports failures of steps without an SLI too, at most five a second, those with a trace first', () => {
    const ledger = new Ledger(slis);
    for (let count = 0; count < 6; count += 1) ledger.open({ step: 'browse', intendedAtMs: 0 }).broken(1);
    ledger.open({ step: 'orderStatus', intendedAtMs: 0, orderId: 'ord-1' }).answered(shedded, 1);
    const { failures } = close(ledger);
    expect(failures).toHaveLength(5);
    expect(failures[0]).toEqual({ step: 'orderStatus', status: 503, orderId: 'ord-1', traceId: 't2' });
  });

  it('[property] every opened event is decided exactly once: good, bad, or left out as a fast failure', () => {
    const step = fc.constantFrom('browse' as const, 'product' as const, 'search' as const, 'checkout' as const);
    const ending = fc.constantFrom('ok', 'failed', 'broken', 'abandoned', 'never');
    const request = fc.record({ step, ending, gapMs: fc.nat(200), tookMs: fc.nat(12_000), twice: fc.boolean() });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 80 }), fc.integer({ min: 1, max: 700 }), (requests, tickMs) => {
        const ledger = new Ledger(slis);
        let intendedAtMs = 0;
        const planned = requests.map((entry) => {
          intendedAtMs += entry.gapMs;
          return { ...entry, intendedAtMs };
        });
        const happenings: { atMs: number; run: () => void }[] = [];
        for (const { ending: how, tookMs, twice, ...rest } of planned) {
          const account = ledger.open(rest);
          const atMs = rest.intendedAtMs + tookMs;
          const end = (): void => {
            if (how === 'ok') account.answered(ok, atMs);
            if (how === 'failed') account.answered(shedded, atMs);
            if (how === 'broken') account.broken(atMs);
            if (how === 'abandoned') account.abandoned(atMs);
          };
          happenings.push({ atMs, run: end });
          if (twice) happenings.push({ atMs: atMs + 5, run: () => account.broken(atMs + 5) });
        }
        for (let atMs = 0; atMs < intendedAtMs + 25_000; atMs += tickMs) happenings.push({ atMs, run: () => ledger.expire(atMs) });
        happenings.sort((a, b) => a.atMs - b.atMs);
        for (const { run } of happenings) run();
        ledger.expire(intendedAtMs + 30_000);
        expect(ledger.undecided).toBe(0);
        const { sli } = close(ledger);
        const expected = expectedCounts(planned);
        expect({ ...sli }).toEqual(expected);
      }),
    );
  });
});

interface PlannedRequest {
  step: string;
  ending: string;
  tookMs: number;
  twice: boolean;
}

/** The definition of the SLIs, said without queues and clocks. */
function expectedCounts(requests: readonly PlannedRequest[]) {
  return Object.fromEntries(
    slis.map((definition) => {
      const journey = requests.filter(({ step }) => definition.journey === (step === 'checkout' ? 'checkout' : 'browse'));
      const verdicts = journey.map((request) => expectedVerdict(definition, request));
      return [
        definition.name,
        { good: verdicts.filter((one) => one === 'good').length, bad: verdicts.filter((one) => one === 'bad').length },
      ];
    }),
  );
}

function expectedVerdict({ sli, thresholdMs }: SliDefinition, { ending, tookMs, twice }: PlannedRequest): string {
  const silent = ending === 'never';
  if (silent && !twice) return 'bad';
  if (tookMs + (silent ? 5 : 0) > thresholdMs) return 'bad';
  if (ending === 'ok' || ending === 'abandoned') return 'good';
  return sli === 'availability' ? 'bad' : 'excluded';
}

describe('freshness events', () => {
  const order = { orderId: 'ord-1', acceptedAtMs: 50_000, traceId: 'tr' };

  it('decides an order after acceptance + threshold and not before', () => {
    const ledger = new Ledger(slis);
    ledger.accept(order);
    expect(ledger.dueOrders(60_000).orderIds).toEqual([]);
    const due = ledger.dueOrders(60_001);
    expect(due.orderIds).toEqual(['ord-1']);
    ledger.decideOrders(due, new Map([['ord-1', 60_000]]));
    expect(close(ledger).sli['order-freshness']).toEqual({ good: 1, bad: 0 });
    expect(ledger.dueOrders(70_000).orderIds).toEqual([]);
    ledger.giveUpOrders(99_000);
    expect(close(ledger).sli['order-freshness']).toEqual({ good: 0, bad: 0 });
  });

  it('is bad when the shipment was requested too late or not at all, and the customer complains with the order id', () => {
    const ledger = new Ledger(slis);
    ledger.accept(order);
    ledger.accept({ ...order, orderId: 'ord-2' });
    ledger.decideOrders(ledger.dueOrders(61_000), new Map([['ord-1', 60_001]]));
    const second = close(ledger);
    expect(second.sli['order-freshness']).toEqual({ good: 0, bad: 2 });
    expect(second.failures[0]).toEqual({ step: 'orderStatus', status: 200, orderId: 'ord-1', traceId: 'tr' });
  });

  it('decides nothing that became due after the question was asked', () => {
    const ledger = new Ledger(slis);
    ledger.accept(order);
    const early = { orderIds: ['ord-1'], askedAtMs: 59_000 };
    ledger.decideOrders(early, new Map());
    expect(ledger.undecided).toBe(1);
  });

  it('an order without a shipment at its deadline is owed one, until the database has it', () => {
    const ledger = new Ledger(slis);
    ledger.accept(order);
    ledger.accept({ ...order, orderId: 'ord-2' });
    const due = ledger.dueOrders(61_000);
    ledger.decideOrders(due, new Map([['ord-2', 60_500]]));
    expect(close(ledger).ordersOwed).toBe(1);
    const again = ledger.dueOrders(62_000);
    expect(again.orderIds).toEqual(['ord-1']);
    ledger.decideOrders(again, new Map());
    expect(close(ledger).ordersOwed).toBe(1);
    ledger.decideOrders(ledger.dueOrders(63_000), new Map([['ord-1', 62_800]]));
    const second = close(ledger);
    expect(second.ordersOwed).toBe(0);
    expect(ledger.dueOrders(64_000).orderIds).toEqual([]);
  });

  it('waits five seconds for a silent database, then counts the order as bad', () => {
    const ledger = new Ledger(slis);
    ledger.accept(order);
    ledger.giveUpOrders(65_000);
    expect(ledger.undecided).toBe(1);
    ledger.giveUpOrders(65_001);
    expect(ledger.undecided).toBe(0);
    expect(close(ledger).sli['order-freshness']).toEqual({ good: 0, bad: 1 });
  });
});

describe('seconds', () => {
  it('hand out what came on top since the last one', () => {
    const ledger = new Ledger(slis);
    expect(ledger.closeSecond(10, { asked: 100, sent: 98, late: 1, usual: 120 })).toMatchObject({
      ...{ epochSecond: 10, asked: 100, sent: 98, late: 1, usual: 120 },
    });
    expect(ledger.closeSecond(11, { asked: 205, sent: 205, late: 1, usual: 219.96 })).toMatchObject({
      ...{ epochSecond: 11, asked: 105, sent: 107, late: 0, usual: 100 },
    });
  });

  it('give nearest-rank percentiles by step', () => {
    const ledger = new Ledger(slis);
    for (let tookMs = 1; tookMs <= 100; tookMs += 1) ledger.open({ step: 'browse', intendedAtMs: 0 }).answered(ok, tookMs);
    expect(close(ledger).latency).toMatchObject({ browse: { count: 100, p50: 50, p99: 99 } });
  });

  it('give latencies that can be added up, so that two seconds have one percentile', () => {
    const ledger = new Ledger(slis);
    const sum: LatencyCounts = {};
    for (const tookMs of [10, 10, 10, 500]) {
      ledger.open({ step: 'browse', intendedAtMs: 0 }).answered(ok, tookMs);
      addLatencies(sum, close(ledger).latency.browse?.buckets ?? {});
    }
    expect(latencyQuantile(sum, 0.75)).toBeLessThan(10.3);
    expect(latencyQuantile(sum, 0.76)).toBeGreaterThanOrEqual(500);
  });
});
