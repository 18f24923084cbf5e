import { describe, expect, it } from 'vitest';
import { planOf, quietPlanOf } from '../drill/plan.fixture.ts';
import type { Plan } from '../scenario/plan.ts';
import { findableOf, type Series, type Shown } from './findable.ts';
import { type Measured, movementOf } from './movement.ts';

const says = 'what one sees';
const slow = { trace: 'catalog->redis', pick: 'slow', says } as const;
const proof: Plan['proof'] = [{ signal: 'link:catalog->redis|p95', says }, { change: 'i2', says }, slow];
const release = { kind: 'deploy', target: 'orders', summary: 'orders 3.8.1 released', by: 'ci' } as const;
const script: Plan['script'] = [
  { id: 'i2', drawer: false, due: { atMs: 20_000 }, kind: 'change', change: { ...release, operation: undefined as never } },
];
const plan = planOf({ proof, script });

const seconds = (signal: string, values: Measured): Series[] => values.map((value) => ({ [signal]: value }));
const steady = Array.from({ length: 20 }, (_, second) => 40 + (second % 3));
const shown: Shown = {
  before: seconds('link:catalog->redis|p95', steady),
  since: seconds(
    'link:catalog->redis|p95',
    steady.map((ms) => ms * 20),
  ),
  traces: new Map([[slow, 912.4]]),
  changes: [{ changeId: 'c1', ...release, happenedAtMs: 20_000 } as Shown['changes'][number]],
};
const findable = (of: Partial<Plan>, change: Partial<Shown> = {}) => findableOf({ ...plan, ...of }, { ...shown, ...change });

describe('findable', () => {
  it('[VE8] are views that show what they are there for: a figure that moved, an entry of the change log, a kept trace', () => {
    expect(findable({})).toEqual({
      found: 3,
      of: 3,
      missing: [],
      views: [
        'link:catalog->redis|p95: 41 ms before, 820 ms since',
        'change i2: stands in the change log',
        'slow trace through catalog->redis: kept, 912 ms there',
      ],
    });
  });

  it('[VE8] what is not there is named, each with what there is instead', () => {
    const nothing = { since: shown.before, traces: new Map(), changes: [] };
    expect(findable({}, nothing)).toMatchObject({
      found: 0,
      missing: [
        'link:catalog->redis|p95: 41 ms before, 41 ms since, it did not move',
        'change i2: is not in the change log',
        'slow trace through catalog->redis: none was kept',
      ],
    });
    expect(findable({}, { before: [], since: [] }).missing[0]).toContain('it was never measured');
  });

  it('[VE8] where only the highest or the lowest tenth moved, that one is told', () => {
    const waves = steady.map((ms, second) => (second % 5 === 0 ? ms * 20 : ms));
    const { views } = findable({}, { since: seconds('link:catalog->redis|p95', waves) });
    expect(views[0]).toMatch(/: highest tenth 42 ms before, 8\d\d ms since$/);
  });

  it('[VE8] a curve that ends says so', () => {
    const since = seconds(
      'link:catalog->redis|p95',
      steady.map((ms, second) => (second < 7 ? ms : null)),
    );
    expect(findable({}, { since }).views[0]).toMatch(/, where it ends$/);
  });

  it('[VE8] a change from before the drill is looked for by its words', () => {
    const views: Plan['proof'] = [{ change: 'background:1', says }];
    const { operation: _operation, ...change } = { ...release, atMs: -1000, operation: undefined };
    expect(findable({ proof: views, background: [change] })).toMatchObject({ found: 1, of: 1 });
    expect(findable({ proof: views, background: [{ ...change, summary: 'another one' }] })).toMatchObject({ found: 0 });
  });

  it('[VE8] where nothing is wrong, or nothing moves before somebody makes it faster, a figure only has to be measured, and the report says so', () => {
    const calm = { since: shown.before };
    const goal = { operation: 'GET /products' } as unknown as NonNullable<Plan['goal']>;
    expect(findable(quietPlanOf({ proof: proof.slice(0, 1) }), calm)).toMatchObject({
      found: 1,
      views: [expect.stringContaining('nothing is wrong')],
    });
    expect(findable({ goal }, calm)).toMatchObject({
      found: 3,
      views: [expect.stringContaining('makes it faster'), expect.anything(), expect.anything()],
    });
    expect(findable({ goal }, { before: [], since: [] }).missing[0]).toContain('never measured');
  });

  it('[VE8] a view that shows that nothing changed there has to stay', () => {
    const signal = 'link:gateway->catalog|p50';
    const contrast = { scenarioId: 'friday-sundown', proof: [{ signal, says }] };
    const before = seconds(signal, steady);
    expect(findable(contrast, { before, since: before })).toMatchObject({
      found: 1,
      views: [expect.stringContaining('nothing changed there')],
    });
    const times = (factor: number) =>
      seconds(
        signal,
        steady.map((ms) => ms * factor),
      );
    // 82 ms: what a busy machine makes of 41.
    expect(findable(contrast, { before, since: times(2) }).missing).toEqual([]);
    expect(findable(contrast, { before, since: times(3) }).missing).toEqual([
      `${signal}: 41 ms before, 123 ms since, it moved and was to stay`,
    ]);
  });
});

describe('a movement', () => {
  const hasMoved = (figure: string, before: Measured, since: Measured): boolean => movementOf(figure, before, since).hasMoved;

  it('[VE9] is a fifth or more, more than the room it took before, and more than next to nothing', () => {
    expect(
      hasMoved(
        'p95',
        steady,
        steady.map((ms) => ms + 7),
      ),
    ).toBe(false);
    expect(
      hasMoved(
        'p95',
        steady,
        steady.map((ms) => ms + 9),
      ),
    ).toBe(true);
    const noisy = steady.map((_, second) => (second % 2 === 0 ? 40 : 90));
    expect(
      hasMoved(
        'p95',
        noisy,
        noisy.map((ms) => ms + 40),
      ),
    ).toBe(false);
    expect(
      hasMoved(
        'p50',
        steady.map(() => 2),
        steady.map(() => 6),
      ),
    ).toBe(false);
    expect(
      hasMoved(
        'errors',
        steady.map(() => 0),
        steady.map(() => 0.06),
      ),
    ).toBe(true);
    expect(
      hasMoved(
        'errors',
        steady.map(() => 0),
        steady.map(() => 0.004),
      ),
    ).toBe(false);
  });

  it('[VE9] may be downwards, may come in waves, and may be over again', () => {
    expect(
      hasMoved(
        'p50',
        steady.map(() => 500),
        steady.map(() => 5),
      ),
    ).toBe(true);
    const sawTooth = steady.map((_, second) => (second % 5 === 0 ? 10 : 95));
    expect(
      hasMoved(
        'hitRatio',
        steady.map(() => 95),
        sawTooth,
      ),
    ).toBe(true);
    const crowd = steady.map((_, second) => (second < 6 ? 150 : 50));
    expect(
      hasMoved(
        'rate',
        steady.map(() => 50),
        crowd,
      ),
    ).toBe(true);
    const once = steady.map((_, second) => (second === 3 ? 900 : 40));
    expect(hasMoved('p95', steady, once)).toBe(false);
  });

  it('[VE9] a curve that ends or begins has moved; one of a few seconds says nothing', () => {
    const nothing = steady.map(() => null);
    expect(movementOf('rate', steady, nothing)).toMatchObject({ before: 41, since: null, hasMoved: true });
    expect(hasMoved('lag', nothing, steady)).toBe(true);
    expect(hasMoved('rate', steady, [...steady.slice(0, 6), ...nothing])).toBe(true);
    const sparse = steady.map((ms, second) => (second % 3 === 0 ? ms : null));
    expect(hasMoved('p95', sparse, sparse)).toBe(false);
    expect(hasMoved('rate', nothing, nothing)).toBe(false);
    expect(hasMoved('rate', steady, [])).toBe(false);
    expect(hasMoved('rate', nothing, [50, 50])).toBe(false);
  });
});
