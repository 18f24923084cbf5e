import { expect, test } from 'vitest';
import { seededRandom } from '../rng.ts';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

test('every chunk leaves exactly the latency after it came', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 100 })] });
  harness.send('a');
  harness.advanceTo(30);
  harness.send('b');
  harness.advanceTo(1000);
  expect(harness.outputs).toEqual([
    { atMs: 100, text: 'a' },
    { atMs: 130, text: 'b' },
  ]);
});

test('jitter stays within [latency - jitter, latency + jitter) and never reorders', () => {
  const seed = 'latency jitter 1';
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 50, jitter: 40 })], random: seededRandom(seed) });
  const sent: string[] = [];
  for (let index = 0; index < 200; index++) {
    sent.push(`${index};`);
    harness.send(`${index};`);
    harness.advanceTo(harness.nowMs + 100);
  }
  expect(harness.outputs.map(({ text }) => text)).toEqual(sent);
  const delays = harness.outputs.map(({ atMs }, index) => atMs - index * 100);
  expect(Math.min(...delays), seed).toBeGreaterThanOrEqual(10);
  expect(Math.max(...delays), seed).toBeLessThan(90);
  expect(new Set(delays).size, seed).toBeGreaterThan(40);
});

test('a chunk with a short delay waits for the one before it', () => {
  const rolls = [0.1, 0.999, 0]; // toxicity, then +jitter, then -jitter
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 100, jitter: 50 })], random: () => rolls.shift() ?? 0 });
  harness.send('slow');
  harness.send('fast');
  harness.advanceTo(1000);
  expect(harness.outputs).toEqual([
    { atMs: 149, text: 'slow' },
    { atMs: 149, text: 'fast' },
  ]);
});

test('stacked latencies add, also for chunks close together', () => {
  const toxics = [toxicOf('latency', { latency: 100 }), toxicOf('latency', { latency: 30 })];
  const harness = new ChainHarness({ toxics });
  harness.send('a');
  harness.advanceTo(20);
  harness.send('b');
  harness.advanceTo(1000);
  expect(harness.outputs.map(({ atMs }) => atMs)).toEqual([130, 150]);
});

test('the end waits for what is delayed before it', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 100 })] });
  harness.send('a');
  harness.endInput();
  harness.advanceTo(99);
  expect(harness.endedAtMs).toBeUndefined();
  harness.advanceTo(1000);
  expect(harness.endedAtMs).toBe(100);
});

test('a thousand chunks may be on the way, so that a delay does not limit the bandwidth', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 100 })] });
  for (let index = 0; index < 1000; index++) harness.send('x');
  expect(harness.chain.room()).toBe(true);
  for (let index = 0; index < 100; index++) harness.send('x');
  expect(harness.chain.room()).toBe(false);
});
