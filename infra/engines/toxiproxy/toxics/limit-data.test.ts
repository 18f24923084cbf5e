import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('exactly the limit passes, then the link closes', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('limit_data', { bytes: 5 })] });
  harness.send('abc');
  expect(harness.endedAtMs).toBeUndefined();
  harness.send('defg');
  expect([harness.text, harness.endedAtMs]).toEqual(['abcde', 0]);
});

test('a chunk that meets the limit exactly closes too', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('limit_data', { bytes: 3 })] });
  harness.send('abc');
  expect([harness.text, harness.endedAtMs]).toEqual(['abc', 0]);
});

test('a limit of 0 closes on the first data, not before', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('limit_data')] });
  harness.advanceTo(100);
  expect(harness.endedAtMs).toBeUndefined();
  harness.send('a');
  expect([harness.text, harness.endedAtMs]).toEqual(['', 100]);
});

test('the count survives an update', () => {
  const toxic = toxicOf('limit_data', { bytes: 100 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('abcd');
  toxic.attributes['bytes'] = 6;
  harness.chain.update(toxic);
  harness.send('efgh');
  expect([harness.text, harness.endedAtMs]).toEqual(['abcdef', 0]);
});

test('a limit lowered below the count closes on the next data without passing any', () => {
  const toxic = toxicOf('limit_data', { bytes: 100 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('abcd');
  toxic.attributes['bytes'] = 2;
  harness.chain.update(toxic);
  harness.send('e');
  expect([harness.text, harness.endedAtMs]).toEqual(['abcd', 0]);
});
