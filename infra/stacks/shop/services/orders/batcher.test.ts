import { describe, expect, it, vi } from 'vitest';
import { Batcher } from './batcher.ts';

function gathering({ most, waitMs }: { most: number; waitMs: number }) {
  const sent: string[][] = [];
  const settings = { most, waitMs };
  const batcher = new Batcher<string>({
    most: () => settings.most,
    waitMs: () => settings.waitMs,
    send: async (items) => {
      if (items.includes('unreadable')) throw new Error('refused');
      sent.push([...items]);
    },
  });
  return { batcher, sent, settings };
}

describe('Batcher', () => {
  it('sends as soon as a batch is full, and leaves who comes later to the next one', async () => {
    const { batcher, sent } = gathering({ most: 2, waitMs: 60_000 });
    const added = ['a', 'b', 'c', 'd'].map((item) => batcher.add(item));
    await Promise.all(added);
    expect(sent).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('does not let the first wait longer than was set', async () => {
    vi.useFakeTimers();
    try {
      const { batcher, sent } = gathering({ most: 50, waitMs: 600 });
      const first = batcher.add('a');
      await vi.advanceTimersByTimeAsync(400);
      const second = batcher.add('b');
      await vi.advanceTimersByTimeAsync(199);
      expect(sent).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      await Promise.all([first, second]);
      expect(sent).toEqual([['a', 'b']]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells everybody of a batch that it was refused, and nobody else', async () => {
    const { batcher, sent } = gathering({ most: 2, waitMs: 60_000 });
    const refused = [batcher.add('a'), batcher.add('unreadable')];
    const others = [batcher.add('b'), batcher.add('c')];
    expect((await Promise.allSettled(refused)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await Promise.all(others);
    expect(sent).toEqual([['b', 'c']]);
  });

  it('takes another size from the next item on', async () => {
    const { batcher, sent, settings } = gathering({ most: 50, waitMs: 60_000 });
    const first = batcher.add('a');
    settings.most = 2;
    await Promise.all([first, batcher.add('b')]);
    expect(sent).toEqual([['a', 'b']]);
  });
});
