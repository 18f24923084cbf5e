import { expect, test } from 'vitest';
import { searchText } from './search-text.ts';

test.each([
  [' Sturdy LAMP ', 'sturdy lamp', 'sturdy lamp'],
  ['sturdy lamp; quiet kettle', 'sturdy lamp; quiet kettle', 'sturdy lamp quiet kettle'],
  ['what?!', 'what?!', 'what?!'],
])('%j is searched as %j, and as %j when matching is tolerant', (typed, plain, tolerant) => {
  expect(searchText(typed, 'plain')).toBe(plain);
  expect(searchText(typed, 'tolerant')).toBe(tolerant);
});

test('tolerant matching of a long text that ends in punctuation costs a thousand times what plain does', () => {
  const pasted = 'sturdy lamp classic kettle quiet compass bright teapot compact rucksack sturdy ladle!!';
  const msOf = (matching: string): number => {
    const startedAt = performance.now();
    searchText(pasted, matching);
    return performance.now() - startedAt;
  };
  const plain = Math.min(...Array.from({ length: 20 }, () => msOf('plain')));
  expect(msOf('tolerant')).toBeGreaterThan(1000 * plain);
});
