import { expect, it } from 'vitest';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { createSampleSum } from './sample-sum.ts';

const second = (ordersOwed: number): LedgerSecond => ({
  epochSecond: 0,
  sli: {},
  asked: 10,
  sent: 10,
  late: 0,
  failures: [],
  latency: {},
  ordersLost: 0,
  centsLost: 0,
  ordersOwed,
});

it('adds up what users asked for, and takes the newest word on owed orders', () => {
  const sum = createSampleSum();
  sum.addLedger(second(4));
  sum.addLedger(second(2));
  expect(sum.take(7)).toMatchObject({ second: 7, asked: 20, ordersOwed: 2 });
  expect(sum.take(8).ordersOwed).toBeUndefined();
});

it('what could not be stored goes back below what came meanwhile', () => {
  const sum = createSampleSum();
  sum.addLedger(second(4));
  const first = sum.take(7);
  sum.putBack(first);
  expect(sum.take(8)).toMatchObject({ asked: 10, ordersOwed: 4 });
  sum.addLedger(second(1));
  sum.putBack(first);
  expect(sum.take(9)).toMatchObject({ asked: 20, ordersOwed: 1 });
});

it('[IV6] adds up what would usually have been asked for, and says nothing where nobody told', () => {
  const sum = createSampleSum();
  sum.addLedger({ ...second(0), usual: 50 });
  sum.addLedger({ ...second(0), usual: 51.5 });
  const first = sum.take(7);
  expect(first.usual).toBe(101.5);
  sum.addLedger(second(0));
  expect(sum.take(8)).not.toHaveProperty('usual');
  sum.putBack(first);
  expect(sum.take(9).usual).toBe(101.5);
  sum.addLedger({ ...second(0), usual: 50 });
  sum.putBack(first);
  expect(sum.take(10).usual).toBe(151.5);
});

it('takes the newest word on orders charged twice, and says nothing where nobody told', () => {
  const sum = createSampleSum();
  sum.addLedger({ ...second(0), ordersTwice: 1 });
  sum.addLedger({ ...second(0), ordersTwice: 3 });
  sum.addLedger(second(0));
  const first = sum.take(7);
  expect(first.ordersTwice).toBe(3);
  expect(sum.take(8)).not.toHaveProperty('ordersTwice');
  sum.putBack(first);
  sum.addLedger(second(0));
  expect(sum.take(9).ordersTwice).toBe(3);
  sum.addLedger({ ...second(0), ordersTwice: 4 });
  sum.putBack(first);
  expect(sum.take(10).ordersTwice).toBe(4);
});

it('[GO1] hands out the latencies of the operation that is asked for, added up over its seconds', () => {
  const sum = createSampleSum();
  const browse = { count: 3, failed: 1, p50: 1, p99: 1, buckets: { 10: 2, 40: 1 } };
  const latency = { browse, search: { ...browse, buckets: { 99: 3 } } };
  sum.addLedger({ ...second(0), latency });
  sum.addLedger({ ...second(0), latency });
  expect(sum.take(1, 'browse').operation).toEqual({ latency: { 10: 4, 40: 2 }, failed: 2 });
  expect(sum.take(2, 'browse').operation).toEqual({ latency: {}, failed: 0 });
  sum.addLedger({ ...second(0), latency });
  expect(sum.take(3)).not.toHaveProperty('operation');
});
