import { expect, test } from 'vitest';
import { seededRandom } from './rng.ts';

const draw = (text: string, count: number): number[] => {
  const random = seededRandom(text);
  return Array.from({ length: count }, random);
};

test('the same text gives the same numbers, near texts give others', () => {
  expect(draw('7/gateway_to_catalog-1/1/upstream', 5)).toEqual(draw('7/gateway_to_catalog-1/1/upstream', 5));
  expect(draw('7/gateway_to_catalog-1/1/upstream', 5)).not.toEqual(draw('7/gateway_to_catalog-1/2/upstream', 5));
});

test('first numbers of successive connections are uniform, so that a toxicity of 0.3 hits 30 % of them', () => {
  const firsts = Array.from({ length: 20_000 }, (_, index) => draw(`7/proxy/${index}/downstream`, 1)[0] ?? 1);
  const hits = firsts.filter((value) => value < 0.3).length;
  expect(hits / firsts.length).toBeGreaterThan(0.28);
  expect(hits / firsts.length).toBeLessThan(0.32);
});

test('numbers are in [0, 1) with the mean of a uniform source', () => {
  const values = draw('range', 20_000);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});
