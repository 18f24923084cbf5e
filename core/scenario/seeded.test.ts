import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableHash } from './random.ts';
import { applySeed, cornersOf } from './seeded.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const pick = (value: unknown, seed: number): unknown => (applySeed({ value }, seed) as { value: unknown }).value;

describe('a seed', () => {
  it('decides the same every time', () => {
    const document = { vary: { n: '1..9' }, a: '10s..90s', b: { oneOf: [1, 2, 3] }, c: '${n}', d: ['1KB/s..9KB/s'] };
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(applySeed(document, seed)).toEqual(applySeed(document, seed));
      }),
    );
  });

  it('keeps a range within its ends, in its unit', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(pick('2..5', seed)).toSatisfy((value: number) => Number.isInteger(value) && value >= 2 && value <= 5);
        expect(pick('0.2..0.5', seed)).toSatisfy((value: number) => value >= 0.2 && value <= 0.5);
        expect(pick('4KB/s..8KB/s', seed)).toMatch(/^[4-8]KB\/s$/);
        expect(pick('20s..1m', seed)).toSatisfy(
          (value: string) => /^\d+ms$/.test(value) && Number.parseInt(value, 10) >= 20_000 && Number.parseInt(value, 10) <= 60_000,
        );
        expect(pick('-8m..-5m', seed)).toSatisfy(
          (value: string) => Number.parseInt(value, 10) >= -480_000 && Number.parseInt(value, 10) <= -300_000,
        );
      }),
    );
  });

  it('meets both ends of a whole range and every choice', () => {
    const many = Array.from({ length: 200 }, (_, seed) => seed);
    expect(new Set(many.map((seed) => pick('1..3', seed)))).toEqual(new Set([1, 2, 3]));
    expect(new Set(many.map((seed) => pick({ oneOf: ['a', 'b', 'c', 'd'] }, seed)))).toEqual(new Set(['a', 'b', 'c', 'd']));
  });

  it('moves no other choice when one is added', () => {
    const before = applySeed({ a: '0..1000', c: '0..1000' }, 5) as Record<string, unknown>;
    const after = applySeed({ a: '0..1000', b: '0..1000', c: '0..1000' }, 5) as Record<string, unknown>;
    expect([after['a'], after['c']]).toEqual([before['a'], before['c']]);
  });
});

describe('the corners', () => {
  const met = (value: unknown): unknown[] => cornersOf({ value }).map((corner) => (corner as { value: unknown }).value);

  it.each([
    ['2..5', [2, 5]],
    ['0.2..0.5', [0.2, 0.5]],
    ['4KB/s..8KB/s', ['4KB/s', '8KB/s']],
    ['20s..1m', ['20000ms', '60000ms']],
    ['-8m..-5m', ['-480000ms', '-300000ms']],
    [{ oneOf: ['a', 'b', 'c'] }, ['a', 'b', 'c']],
    [{ oneOf: ['1..9', { x: { oneOf: ['p', 'q'] }, y: '3..4' }, 'z'] }, [1, 9, { x: 'p', y: 3 }, { x: 'q', y: 4 }, 'z']],
    [
      ['1..2', { oneOf: ['a', 'b', 'c'] }],
      [
        [1, 'a'],
        [2, 'b'],
        [1, 'c'],
      ],
    ],
    ['as it is', ['as it is']],
  ])('of %j are each option in turn', (value, options) => {
    expect(met(value)).toEqual(options);
  });

  it('are as many as the widest value asks for, and what is narrower begins anew', () => {
    const document = { vary: { who: { oneOf: ['a', 'b', 'c', 'd'] } }, text: 'it was ${who}', at: '${who}', after: '1s..2s' };
    expect(cornersOf(document)).toEqual([
      { text: 'it was a', at: 'a', after: '1000ms' },
      { text: 'it was b', at: 'b', after: '2000ms' },
      { text: 'it was c', at: 'c', after: '1000ms' },
      { text: 'it was d', at: 'd', after: '2000ms' },
    ]);
  });

  it('meet whatever a seed can choose', () => {
    const leaf = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ oneOf: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ x: tie('tree'), y: tie('tree') }),
      ),
    }));
    fc.assert(
      fc.property(tree, seeds, (value, seed) => {
        const places = new Set(met(value).flatMap((corner) => leavesOf(corner)));
        expect(leavesOf(pick(value, seed)).filter((place) => !places.has(place))).toEqual([]);
      }),
    );
  });
});

/** `x.y=a` for every text of a value. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${String(value)}`];
  return Object.entries(value).flatMap(([key, field]) => leavesOf(field, `${path}.${key}`));
}

describe('a variable', () => {
  it('keeps its type alone, is spelled out inside a text, and leads into objects', () => {
    const document = {
      vary: { member: { oneOf: [{ slow: 2, host: 'wh-12' }] } },
      alone: '${member.slow}',
      text: 'slot-${member.slow} on ${member.host}',
    };
    expect(applySeed(document, 1)).toEqual({ alone: 2, text: 'slot-2 on wh-12' });
  });

  it('that is a duration is rounded inside a text, and exact alone', () => {
    const { exact, text, short } = applySeed(
      { vary: { long: '12100ms..12300ms', brief: '1480ms..1480ms' }, exact: '${long}', text: 'by ${long}', short: 'by ${brief}' },
      3,
    ) as Record<string, string>;
    expect([text, short]).toEqual(['by 12 s', 'by 1.5 s']);
    expect(exact).toMatch(/^12[123]\d\dms$/);
  });

  it('that is unknown stays as it is written, so that the check names it', () => {
    expect(applySeed({ a: '${nothing}' }, 1)).toEqual({ a: '${nothing}' });
  });
});

describe('the hash', () => {
  it('does not depend on the order of keys, and does on every value', () => {
    expect(stableHash({ a: 1, b: [1, 2] })).toBe(stableHash({ b: [1, 2], a: 1 }));
    expect(stableHash({ a: 1, b: [1, 2] })).not.toBe(stableHash({ a: 1, b: [2, 1] }));
    expect(stableHash({ a: '1' })).not.toBe(stableHash({ a: 1 }));
    expect(stableHash({ a: undefined, b: 1 })).toBe(stableHash({ b: 1 }));
    expect(stableHash({})).toMatch(/^[0-9a-f]{16}$/);
  });
});
