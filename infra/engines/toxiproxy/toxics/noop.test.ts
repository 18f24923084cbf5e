import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('it passes data and the end at once', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('noop')] });
  harness.send('a');
  harness.endInput();
  expect([harness.outputs, harness.endedAtMs]).toEqual([[{ atMs: 0, text: 'a' }], 0]);
});

test('a chain of only these is transparent, so data may go around it', () => {
  expect(new ChainHarness({ toxics: [toxicOf('noop'), toxicOf('latency', { latency: 5 }, 0)] }).chain.transparent).toBe(true);
  expect(new ChainHarness({ toxics: [toxicOf('noop'), toxicOf('latency', { latency: 5 })] }).chain.transparent).toBe(false);
});
