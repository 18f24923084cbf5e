import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('it closes after the timeout, even if nothing ever came', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('timeout', { timeout: 300 })] });
  harness.advanceTo(1000);
  expect(harness.endedAtMs).toBe(300);
});

test('data is dropped and starts the timeout again', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('timeout', { timeout: 300 })] });
  harness.advanceTo(200);
  harness.send('lost');
  harness.advanceTo(1000);
  expect([harness.outputs, harness.endedAtMs]).toEqual([[], 500]);
});

test('a timeout of 0 holds the connection for ever', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('timeout')] });
  harness.send('lost');
  harness.advanceTo(1e9);
  expect([harness.outputs, harness.endedAtMs]).toEqual([[], undefined]);
});

test('the end passes at once', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('timeout')] });
  harness.advanceTo(5);
  harness.endInput();
  expect(harness.endedAtMs).toBe(5);
});

test.each([1, 0])('removing it closes the link whether its roll hit or missed (toxicity %d)', (toxicity) => {
  const toxic = toxicOf('timeout', {}, toxicity);
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.advanceTo(7);
  harness.chain.remove(toxic);
  expect(harness.endedAtMs).toBe(7);
});

test('an update does not close', () => {
  const toxic = toxicOf('timeout');
  const harness = new ChainHarness({ toxics: [toxic] });
  toxic.attributes['timeout'] = 50;
  harness.chain.update(toxic);
  harness.run();
  expect(harness.endedAtMs).toBeUndefined();
  harness.advanceTo(100);
  expect(harness.endedAtMs).toBe(50);
});
