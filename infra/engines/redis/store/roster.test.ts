import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Roster } from './roster.ts';

describe('roster', () => {
  it('[property] a walk meets every item that is there from its start to its end, exactly once', () => {
    const turn = fc.record({ count: fc.integer({ min: 1, max: 9 }), adds: fc.nat(4), removes: fc.array(fc.nat(200), { maxLength: 12 }) });
    fc.assert(
      fc.property(fc.nat(60), fc.array(turn, { maxLength: 40 }), (initial, turns) => {
        const roster = new Roster<number>();
        const births = new Map<number, number>();
        let nextItem = 0;
        const add = (): void => {
          births.set(nextItem, roster.add(nextItem));
          nextItem += 1;
        };
        for (let count = 0; count < initial; count += 1) add();
        const staying = new Set(births.keys());
        const met: number[] = [];
        let cursor = 0;
        const walk = (count: number): void => {
          const { items, next } = roster.walk(cursor, count);
          met.push(...items);
          cursor = next;
        };
        let isOver = false;
        for (const { count, adds, removes } of turns) {
          if (isOver) break;
          walk(count);
          isOver = cursor === 0;
          for (let added = 0; added < adds; added += 1) add();
          for (const item of removes) {
            const birth = births.get(item);
            if (birth === undefined) continue;
            roster.remove(birth);
            births.delete(item);
            if (!met.includes(item)) staying.delete(item);
          }
        }
        while (!isOver) {
          walk(7);
          isOver = cursor === 0;
        }
        for (const item of staying) expect(met.filter((one) => one === item)).toHaveLength(1);
        expect(roster.size).toBe(births.size);
      }),
    );
  });

  it('gives random items fairly, also between many holes', () => {
    const roster = new Roster<number>();
    const births = Array.from({ length: 100 }, (_, item) => roster.add(item));
    for (const [item, birth] of births.entries()) if (item % 10 !== 0) roster.remove(birth);
    const draws = new Map<number, number>();
    let state = 1;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    for (let count = 0; count < 5000; count += 1) {
      const item = roster.random(random) ?? -1;
      draws.set(item, (draws.get(item) ?? 0) + 1);
    }
    expect([...draws.keys()].sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(Math.min(...draws.values())).toBeGreaterThan(400);
  });

  it('gives nothing when empty, and forgets a number that is removed twice', () => {
    const roster = new Roster<string>();
    expect(roster.random(() => 0.5)).toBeUndefined();
    const birth = roster.add('a');
    roster.remove(birth);
    roster.remove(birth);
    expect(roster.size).toBe(0);
    expect(roster.walk(0, 10)).toEqual({ items: [], next: 0 });
  });
});
