import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

const kilobytes = (count: number): string => 'x'.repeat(count * 1000);

test('a chunk leaves when the rate has paid for it', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('bandwidth', { rate: 100 })] });
  harness.send(kilobytes(5));
  harness.send(kilobytes(2));
  harness.advanceTo(1000);
  expect(harness.outputs.map(({ atMs, text }) => [atMs, text.length])).toEqual([
    [50, 5000],
    [70, 2000],
  ]);
});

test('a long chunk goes in slices of a tenth of a second', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('bandwidth', { rate: 10 })] });
  harness.send('x'.repeat(2500));
  harness.advanceTo(1000);
  expect(harness.outputs.map(({ atMs, text }) => [atMs, text.length])).toEqual([
    [100, 1000],
    [200, 1000],
    [250, 500],
  ]);
});

test('a late timer is made up for, idle time and a slow receiver are not', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('bandwidth', { rate: 100 })] });
  harness.send(kilobytes(1));
  harness.nowMs = 13; // due at 10, woken 3 ms late
  harness.run();
  harness.send(kilobytes(1));
  harness.advanceTo(20);
  harness.receiverRoom = 0;
  harness.advanceTo(500);
  harness.send(kilobytes(1));
  harness.advanceTo(600);
  harness.receiverRoom = 10;
  harness.send(kilobytes(1));
  harness.advanceTo(2000);
  expect(harness.outputs.map(({ atMs }) => atMs)).toEqual([13, 20, 600, 610]);
});

test.each([0, -3])('rate %d stalls, and an update lets the held chunk go', (rate) => {
  const toxic = toxicOf('bandwidth', { rate });
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('abc');
  harness.advanceTo(60_000);
  expect(harness.outputs).toEqual([]);
  toxic.attributes['rate'] = 1;
  harness.chain.update(toxic);
  harness.run();
  expect(harness.outputs).toEqual([{ atMs: 60_000, text: 'abc' }]);
});

test('it holds little, so that the sender feels the rate', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('bandwidth', { rate: 1 })] });
  harness.send(kilobytes(1));
  harness.send(kilobytes(1));
  expect(harness.chain.room()).toBe(false);
});
