import { expect, test } from 'vitest';
import { KeyedQueue } from './keyed-queue.ts';

test('work of one key runs one after another, of different keys side by side', async () => {
  const queue = new KeyedQueue();
  const seen: string[] = [];
  let letGo = (): void => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const first = queue.run('a', async () => {
    await gate;
    seen.push('a1');
  });
  const second = queue.run('a', async () => void seen.push('a2'));
  await queue.run('b', async () => void seen.push('b1'));
  letGo();
  await Promise.all([first, second]);
  expect(seen).toEqual(['b1', 'a1', 'a2']);
});

test('work that fails tells its caller and does not stop the next', async () => {
  const queue = new KeyedQueue();
  const failing = queue.run('a', () => Promise.reject(new Error('no')));
  const next = queue.run('a', async () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
