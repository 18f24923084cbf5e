import { expect, test } from 'vitest';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';

const slow = (latency = 1000) => toxicOf('latency', { latency });

test('without toxics everything passes at once', () => {
  const harness = new ChainHarness();
  harness.send('a');
  harness.endInput();
  expect([harness.outputs, harness.endedAtMs]).toEqual([[{ atMs: 0, text: 'a' }], 0]);
});

test('a toxic added later works on what comes after it', () => {
  const harness = new ChainHarness();
  harness.send('a');
  harness.chain.add(slow(50));
  harness.send('b');
  harness.advanceTo(100);
  expect(harness.outputs).toEqual([
    { atMs: 0, text: 'a' },
    { atMs: 50, text: 'b' },
  ]);
});

test('removal sends the held chunk and all that wait behind it, at once and in order', () => {
  const toxic = slow();
  const harness = new ChainHarness({ toxics: [toxic] });
  for (const text of ['a', 'b', 'c']) harness.send(text);
  harness.advanceTo(10);
  harness.chain.remove(toxic);
  harness.run();
  expect(harness.outputs).toEqual(['a', 'b', 'c'].map((text) => ({ atMs: 10, text })));
  expect(harness.chain.transparent).toBe(true);
});

test('removal passes on an end that waits', () => {
  const toxic = slow();
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('a');
  harness.endInput();
  harness.chain.remove(toxic);
  expect([harness.text, harness.endedAtMs]).toEqual(['a', 0]);
});

test('removal of one toxic lets go of what the one before it holds, and order is kept', () => {
  const second = slow();
  const harness = new ChainHarness({ toxics: [toxicOf('latency', { latency: 500 }), second] });
  harness.send('a');
  harness.advanceTo(600);
  for (const text of ['b', 'c']) harness.send(text);
  harness.chain.remove(second);
  harness.run();
  expect(harness.text).toBe('ab');
  harness.advanceTo(1100);
  expect(harness.text).toBe('abc');
});

test('an update restarts the toxic with its new settings', () => {
  const toxic = slow();
  const harness = new ChainHarness({ toxics: [toxic] });
  harness.send('a');
  toxic.attributes['latency'] = 20;
  harness.chain.update(toxic);
  harness.send('b');
  harness.advanceTo(100);
  expect(harness.outputs).toEqual([
    { atMs: 0, text: 'a' },
    { atMs: 20, text: 'b' },
  ]);
});

test('toxicity is rolled at the start, on every update, and again when a neighbour is added or removed after it', () => {
  const rolls: number[] = [];
  const random = () => {
    rolls.push(rolls.length);
    return 0.5;
  };
  const [first, second] = [toxicOf('latency', {}, 0.6), toxicOf('timeout', {}, 0.4)];
  const harness = new ChainHarness({ toxics: [first], random });
  expect(rolls).toHaveLength(1);
  harness.chain.add(second);
  expect(rolls).toHaveLength(3);
  harness.chain.update(second);
  expect(rolls).toHaveLength(4);
  harness.chain.remove(toxicOf('noop'));
  expect(rolls).toHaveLength(4);
  const third = toxicOf('noop');
  harness.chain.add(third);
  expect(rolls).toHaveLength(6);
  harness.chain.remove(third);
  expect(rolls).toHaveLength(7);
});

test('a roll that misses passes data untouched', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('timeout', {}, 0.5)], random: () => 0.5 });
  harness.send('a');
  expect(harness.text).toBe('a');
});

test('a chain whose receiver has no room takes no more than its queues, and goes on when there is', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('noop'), toxicOf('noop')] });
  harness.receiverRoom = 1;
  const sent: string[] = [];
  while (harness.chain.room() && sent.length < 100) {
    sent.push(String(sent.length));
    harness.send(sent.at(-1) ?? '');
  }
  expect(sent).toHaveLength(3);
  harness.receiverRoom = 100;
  harness.run();
  expect(harness.text).toBe(sent.join(''));
  expect(harness.chain.room()).toBe(true);
});

test('a toxic that closed ends the link behind what is still on the way', () => {
  const harness = new ChainHarness({ toxics: [toxicOf('limit_data', { bytes: 2 }), slow(100)] });
  harness.send('abc');
  expect(harness.endedAtMs).toBeUndefined();
  harness.advanceTo(100);
  expect([harness.text, harness.endedAtMs]).toEqual(['ab', 100]);
  expect(harness.chain.room()).toBe(false);
});
