import { expect, test } from 'vitest';
import { createGoodput } from './goodput.ts';

const second = (...counts: [string, number, number][]) => new Map(counts.map(([name, good, bad]) => [name, { good, bad }]));
const slis = { latencySlis: ['browse-latency', 'checkout-latency'], availabilitySlis: ['browse-availability', 'checkout-availability'] };

test('[TE98] of a healthy shop all requests are goodput, also those that have no objective of latency', () => {
  const goodput = createGoodput(slis);
  const said = second(
    ['browse-latency', 60, 0],
    ['checkout-latency', 20, 0],
    ['browse-availability', 60, 0],
    ['checkout-availability', 20, 0],
  );
  expect(goodput.close(said, 100)).toBe(100);
});

test('[TE98] what was answered too late is no goodput, nor what failed at once, and nothing is counted twice', () => {
  const goodput = createGoodput(slis);
  // Of ten checkouts two failed at once (no objective of latency counts them), three were late.
  const said = second(
    ['browse-latency', 40, 0],
    ['checkout-latency', 5, 3],
    ['browse-availability', 40, 0],
    ['checkout-availability', 8, 2],
  );
  expect(goodput.close(said, 100)).toBe(90);
});

test('[TE99] nothing is told before anything was counted, and the share is that of five seconds', () => {
  const goodput = createGoodput({ latencySlis: ['browse-latency'], availabilitySlis: [] });
  expect(goodput.close(second(), 10)).toBeUndefined();
  expect(goodput.close(second(['browse-latency', 10, 0]), 10)).toBe(10);
  expect(goodput.close(second(['browse-latency', 0, 10]), 10)).toBe(5);
  expect(createGoodput({ latencySlis: [], availabilitySlis: [] }).close(second(['browse-latency', 10, 0]), 10)).toBeUndefined();
});
