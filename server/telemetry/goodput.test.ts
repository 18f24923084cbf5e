import { expect, test } from 'vitest';
import { createGoodput } from './goodput.ts';

const second = (...counts: [string, number, number][]) => new Map(counts.map(([name, good, bad]) => [name, { good, bad }]));

test('[TE98] what was answered too late is no goodput, and what failed by another SLI is counted once', () => {
  const goodput = createGoodput(['browse-latency', 'checkout-latency']);
  const said = second(['browse-latency', 40, 2], ['checkout-latency', 3, 7], ['checkout-availability', 10, 0]);
  expect(goodput.close(said)).toBe(43);
  expect(goodput.close(second(['browse-latency', 41, 0]))).toBe(42);
});

test('[TE99] nothing is told before anything was counted, and silence is no service', () => {
  const goodput = createGoodput(['browse-latency']);
  expect(goodput.close(second())).toBeUndefined();
  expect(goodput.close(second(['browse-latency', 10, 0]))).toBe(5);
  expect(goodput.close(second())).toBeCloseTo(10 / 3);
  expect(createGoodput([]).close(second(['browse-latency', 10, 0]))).toBeUndefined();
});
