import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('data passes at once, the end after the delay', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('slow_close', { delay: 500 })] });
  harness.send('a');
  harness.advanceTo(10);
  harness.endInput();
  harness.advanceTo(509);
  expect([harness.outputs, harness.endedAtMs]).toEqual([[{ atMs: 0, text: 'a' }], undefined]);
  harness.advanceTo(1000);
  expect(harness.endedAtMs).toBe(510);
});

test('removing it closes a waiting connection immediately', () => {
  const toxic = toxicOf('slow_close', { delay: 500 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.endInput();
  harness.advanceTo(100);
  harness.chain.remove(toxic);
  expect(harness.endedAtMs).toBe(100);
});

test('an update starts the delay again', () => {
  const toxic = toxicOf('slow_close', { delay: 500 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.endInput();
  harness.advanceTo(400);
  harness.chain.update(toxic);
  harness.run();
  harness.advanceTo(2000);
  expect(harness.endedAtMs).toBe(900);
});
