import { describe, expect, test } from 'vitest';
import { withSameParts } from './same-parts.ts';

const before = {
  gameMs: 1000,
  actions: [{ control: 'service.restart', targets: ['catalog'] }],
  alerts: [
    { id: 'a', burnRate: 2 },
    { id: 'b', burnRate: 1 },
  ],
};

describe('what the server says again', () => {
  test('[KP1] is the same object where nothing of it changed, and says what is new', () => {
    const after = withSameParts(before, { ...structuredClone(before), gameMs: 2000 });
    expect(after).toEqual({ ...before, gameMs: 2000 });
    expect(after).not.toBe(before);
    expect(after.actions).toBe(before.actions);
    expect(after.alerts).toBe(before.alerts);
  });

  test('[KP2] is the very object when nothing changed at all', () => {
    expect(withSameParts(before, structuredClone(before))).toBe(before);
  });

  test('[KP3] keeps those items of a list that did not change', () => {
    const told = structuredClone(before);
    const after = withSameParts(before, { ...told, alerts: [{ id: 'a', burnRate: 3 }, told.alerts[1], { id: 'c', burnRate: 0 }] });
    expect(after.alerts).toEqual([
      { id: 'a', burnRate: 3 },
      { id: 'b', burnRate: 1 },
      { id: 'c', burnRate: 0 },
    ]);
    expect(after.alerts[0]).not.toBe(before.alerts[0]);
    expect(after.alerts[1]).toBe(before.alerts[1]);
  });

  test.each<[string, unknown, unknown]>([
    ['a list that lost its last item', [1, 2], [1]],
    ['a field that is gone', { a: 1, b: 2 }, { a: 1 }],
    ['a field that is there now, without a value', { a: 1 }, { a: 1, b: undefined }],
    ['a field in place of another one', { a: undefined }, { b: undefined }],
    ['nothing where something was', { a: 1 }, null],
    ['something where nothing was', null, { a: 1 }],
    ['a list where a record was', {}, []],
    ['a record where a list was', [], {}],
    ['a number where a word was', '1', 1],
  ])('[KP4] is taken as it comes: %s', (_, known, told) => {
    const after = withSameParts(known, told);
    expect(after).toStrictEqual(told);
    expect(after).not.toBe(known);
  });

  test('[KP5] leaves what was known before untouched', () => {
    const known = structuredClone(before);
    withSameParts(known, { gameMs: 3000, actions: [], alerts: [] });
    expect(known).toEqual(before);
  });
});
