import { expect, test } from 'vitest';
import type { PanelQuery } from '../protocol/panels.ts';
import { panelProblem } from './panel-problem.ts';

const stack = {
  engines: {
    kafka: { nodes: 1, topics: [{ name: 'orders.placed', partitions: 6 }] },
    postgres: {
      statements: {
        search: {
          summary: 's',
          sql: 'select $1, $2',
          parameters: { words: { type: 'text', value: 'a' }, page: { type: 'integer', value: '1' } },
        },
      },
    },
  },
} as never;
const records = (change: object = {}): PanelQuery => ({
  kind: 'kafkaRecords',
  topic: 'orders.placed',
  partition: 5,
  around: null,
  ...change,
});
const plan = (change: object = {}): PanelQuery => ({
  kind: 'postgresPlan',
  statement: 'search',
  values: { words: "a'; drop table orders; --", page: '-3' },
  ...change,
});

test.each<PanelQuery>([
  { kind: 'kafka' },
  { kind: 'postgres' },
  { kind: 'redis' },
  records(),
  records({ partition: 0 }),
  plan(),
  plan({ values: {} }),
])('there may be something to see: %j', (query) => {
  expect(panelProblem(stack, query)).toBeNull();
});

test.each<[string, PanelQuery]>([
  ['unknown topic', records({ topic: '__consumer_offsets' })],
  ['partitions 0 to 5', records({ partition: 6 })],
  ['unknown statement', plan({ statement: 'select 1' })],
  ['unknown statement', plan({ statement: 'constructor' })],
  ['unknown parameter', plan({ values: { limit: '1' } })],
  ['unknown parameter', plan({ values: { toString: '1' } })],
  ['whole number', plan({ values: { page: '1; drop table orders' } })],
  ['whole number', plan({ values: { page: '' } })],
  ['whole number', plan({ values: { page: '99999999999' } })],
])('what is not there is refused, naming it: %s', (words, query) => {
  expect(panelProblem(stack, query)).toContain(words);
});
