import { expect, test } from 'vitest';
import { ordinaryShape } from '../../core/sandbox/load-shape.ts';
import { Catalogue } from './catalogue.ts';
import { Habits } from './habits.ts';
import { seededRandom } from './random.ts';

const seed = 11;
const products = Array.from({ length: 100 }, (_, index) => ({
  id: index + 1,
  category: ['books', 'toys'][index % 2] ?? '',
  name: `sturdy item${index}`,
  cents: 100,
}));
const draws = 4000;

function shaped(shape: Partial<typeof ordinaryShape>): { catalogue: Catalogue; habits: Habits } {
  const habits = new Habits();
  const catalogue = new Catalogue(products, seededRandom(seed), habits);
  habits.set({ ...ordinaryShape, ...shape });
  return { catalogue, habits };
}

/** Share of views of the ten most viewed products. */
function topTen(zipf: number): number {
  const { catalogue } = shaped({ zipf });
  const random = seededRandom(seed);
  const views = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const { id } = catalogue.product(random);
    views.set(id, (views.get(id) ?? 0) + 1);
  }
  const most = [...views.values()].sort((a, b) => b - a).slice(0, 10);
  return most.reduce((sum, count) => sum + count, 0) / draws;
}

test(`the exponent decides how much the few get (seed ${seed})`, () => {
  expect(topTen(0)).toBeLessThan(0.2);
  expect(topTen(0.9)).toBeGreaterThan(0.35);
  expect(topTen(2)).toBeGreaterThan(0.9);
});

test('on an ordinary day habits draw no number, so that a seed gives what it always gave', () => {
  const habits = new Habits();
  const never = (): number => {
    throw new Error('drawn');
  };
  expect(habits.pastesSearch(never)).toBe(false);
  expect(habits.wantsWithdrawn(never)).toBe(false);
  expect(habits.preferred('currency', ['EUR'], never)).toBeUndefined();
});

test(`a segment in fashion gets its share, among those it means (seed ${seed})`, () => {
  const { habits, catalogue } = shaped({ segment: { field: 'category', value: 'toys', share: 0.8 } });
  const random = seededRandom(seed);
  const paths = Array.from({ length: draws }, () => catalogue.browsePath(random));
  expect(paths.filter((path) => path.includes('category=toys')).length / draws).toBeCloseTo(0.9, 1);
  expect(habits.preferred('currency', ['EUR'], () => 0)).toBeUndefined();
  habits.set({ ...ordinaryShape, segment: { field: 'customerId', value: 'customer-1*', share: 1 } });
  expect(['customer-1', 'customer-12']).toContain(habits.preferred('customerId', ['customer-1', 'customer-12', 'customer-2'], () => 0.99));
});

test(`pasted searches are long and end in punctuation; the shop takes them (seed ${seed})`, () => {
  const { catalogue } = shaped({ pastedSearchShare: 1 });
  const random = seededRandom(seed);
  for (let draw = 0; draw < 50; draw += 1) {
    const text = new URLSearchParams(catalogue.searchPath(random).split('?')[1]).get('q') ?? '';
    expect(text).toMatch(/^[a-z].*!!$/);
    expect(text.length).toBe(82);
  }
});
