import { expect, test } from 'vitest';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { createWarmSeconds } from './warm-seconds.ts';

const second = (asked: number, bad: number): LedgerSecond =>
  ({
    sli: { browse: { good: 10, bad } },
    asked,
    sent: asked,
    failures: [],
    latency: {},
    ordersLost: 0,
    centsLost: 0,
  }) as unknown as LedgerSecond;

function warmOf(bads: readonly number[]) {
  const warm = createWarmSeconds();
  bads.forEach((bad, index) => warm.addLedger(second(index, bad)));
  return warm;
}

test('a calm shop gives its newest seconds, numbered below zero', () => {
  expect(
    warmOf([0, 0, 0, 0, 0])
      .take(3)
      .map(({ asked, second: number }) => [asked, number]),
  ).toEqual([
    [2, -3],
    [3, -2],
    [4, -1],
  ]);
});

test('a disturbance just now does not hide that the shop was steady before it', () => {
  expect(
    warmOf([0, 0, 0, 0, 4, 16])
      .take(3)
      .map(({ asked }) => asked),
  ).toEqual([1, 2, 3]);
});

test('a shop that is never calm shows it', () => {
  const taken = warmOf([5, 9, 9, 9]).take(3);
  expect(taken.map(({ ledger }) => ledger['browse']?.bad)).toEqual([5, 9, 9]);
});

test('what was taken is forgotten', () => {
  const warm = warmOf([0, 0, 0]);
  warm.take(3);
  expect(warm.take(3)).toEqual([]);
});
