import { expect, test } from 'vitest';
import { loadedInTheEnd } from './lazy-page.ts';

/** Fails so often, then comes. */
function coming(failures: number): { load: () => Promise<string>; tries: () => number } {
  let asked = 0;
  const load = async (): Promise<string> => {
    asked += 1;
    if (asked <= failures) throw new Error('no answer');
    return 'the page';
  };
  return { load, tries: () => asked };
}

test.each([0, 1, 2])('[LZ1] code that fails to come %d times is asked for again, with a wait before each try', async (failures) => {
  const { load, tries } = coming(failures);
  let waits = 0;
  const wait = async (): Promise<void> => void (waits += 1);
  expect(await loadedInTheEnd(load, wait)).toBe('the page');
  expect([tries(), waits]).toEqual([failures + 1, failures]);
});

test('[LZ2] what does not come in three tries is told as it failed', async () => {
  const { load, tries } = coming(3);
  await expect(loadedInTheEnd(load, async () => {})).rejects.toThrow('no answer');
  expect(tries()).toBe(3);
});
