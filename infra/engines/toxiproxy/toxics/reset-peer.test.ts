import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('the first data starts the wait and is lost; then the link closes', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('reset_peer', { timeout: 200 })] });
  harness.advanceTo(1000);
  expect(harness.endedAtMs).toBeUndefined();
  harness.send('lost');
  harness.advanceTo(5000);
  expect([harness.outputs, harness.endedAtMs]).toEqual([[], 1200]);
});

test('the end of the stream starts the wait too', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('reset_peer', { timeout: 200 })] });
  harness.endInput();
  harness.advanceTo(5000);
  expect(harness.endedAtMs).toBe(200);
});

test('once started it cannot be called off by removal or update', () => {
  const toxic = toxicOf('reset_peer', { timeout: 200 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('lost');
  toxic.attributes['timeout'] = 10_000;
  harness.chain.update(toxic);
  harness.chain.remove(toxic);
  harness.send('lost as well');
  harness.advanceTo(5000);
  expect([harness.outputs, harness.endedAtMs]).toEqual([[], 200]);
});

test('removed before any data it does nothing', () => {
  const toxic = toxicOf('reset_peer', { timeout: 200 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.chain.remove(toxic);
  harness.send('kept');
  harness.advanceTo(5000);
  expect([harness.text, harness.endedAtMs]).toEqual(['kept', undefined]);
});
