import { expect, test } from 'vitest';
import { filteredChanges, kindsOf } from './change-filter.ts';

const change = (changeId: string, kind: string, target: string, happenedAtMs: number) => ({
  changeId,
  kind,
  target,
  happenedAtMs,
  summary: '',
  by: '',
  diff: [],
});
const changes = [
  change('a', 'scale', 'orders', 1),
  change('b', 'deploy', 'catalog', 2),
  change('c', 'deploy', 'orders', 3),
  change('d', 'odd', 'x', 4),
];
const shown = (filter: Partial<Parameters<typeof filteredChanges>[1]>) =>
  filteredChanges(changes, { component: null, kind: null, pointedAt: null, ...filter }).map(({ changeId }) => changeId);

test('the kinds on record are offered once each, deploys first and unknown ones last', () => {
  expect(kindsOf(changes)).toEqual(['deploy', 'scale', 'odd']);
});

test('filters by kind and component together, newest first, and never hides what a link points at', () => {
  expect(shown({})).toEqual(['d', 'c', 'b', 'a']);
  expect(shown({ kind: 'deploy' })).toEqual(['c', 'b']);
  expect(shown({ kind: 'deploy', component: 'orders' })).toEqual(['c']);
  expect(shown({ kind: 'deploy', component: 'orders', pointedAt: 'a' })).toEqual(['c', 'a']);
});
