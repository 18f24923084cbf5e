import { expect, test } from 'vitest';
import { seededRandom } from '../rng.ts';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';
import { sliceLengths } from './slicer.ts';

test('slices keep the content, stay near the average, and vary', () => {
  const seed = 'slicer 1';
  const random = seededRandom(seed);
  for (let round = 0; round < 50; round++) {
    const lengths = sliceLengths(10_000, { averageBytes: 100, variationBytes: 20, random });
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(10_000);
    expect(Math.max(...lengths), seed).toBeLessThanOrEqual(120);
    expect(Math.min(...lengths), seed).toBeGreaterThan(0);
    expect(new Set(lengths).size, seed).toBeGreaterThan(5);
  }
});

test('a chunk within average + variation is left whole', () => {
  expect(sliceLengths(120, { averageBytes: 100, variationBytes: 20, random: () => 0 })).toEqual([120]);
});

test.each([
  { averageBytes: 0, variationBytes: 0 },
  { averageBytes: -5, variationBytes: 0 },
  { averageBytes: 1, variationBytes: 1000 },
])('settings that would never end give slices of at least one byte: %o', (settings) => {
  const lengths = sliceLengths(300, { ...settings, random: seededRandom('guard') });
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(300);
  expect(Math.min(...lengths)).toBeGreaterThan(0);
});

test('every slice is followed by the delay, the last one too', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('slicer', { average_size: 2, delay: 10_000 })] });
  harness.send('abcd');
  harness.send('ef');
  harness.advanceTo(1000);
  expect(harness.outputs).toEqual([
    { atMs: 0, text: 'ab' },
    { atMs: 10, text: 'cd' },
    { atMs: 20, text: 'ef' },
  ]);
});

test('delays shorter than a timer keep their average pace', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('slicer', { average_size: 1, delay: 100 })] });
  harness.send('abcdefghijklmnop');
  harness.nowMs = 1; // the timer that was asked for at 0.1 ms comes at 1 ms
  harness.run();
  expect(harness.text).toBe('abcdefghijk');
});

test('interrupted between slices it sends the rest whole', () => {
  const toxic = toxicOf('slicer', { average_size: 2, delay: 10_000 });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('abcdef');
  harness.chain.remove(toxic);
  harness.run();
  expect(harness.text).toBe('abcdef');
  expect(harness.nowMs).toBe(0);
});
