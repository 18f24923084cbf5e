import { describe, expect, test } from 'vitest';
import {
  type EngineView,
  engineViewName,
  panelQueryOf,
  planDetail,
  readEngineView,
  readPlanPlace,
  readRecordsPlace,
  recordsDetail,
} from '../../core/protocol/engine-view.ts';
import { evidenceOf, nothingSelected, selectionOf } from './selection.ts';

test.each<EngineView>([
  { tab: 'kafka', view: 'groups', detail: '', row: null },
  { tab: 'kafka', view: 'groups', detail: '', row: 'fulfilment orders.placed/3' },
  { tab: 'kafka', view: 'records', detail: 'orders.placed/3@120', row: null },
  { tab: 'postgres', view: 'plan', detail: 'search-page?words=a%23b', row: null },
  { tab: 'papers', view: 'api', detail: 'POST /carts/{cartId}/items', row: null },
  { tab: 'papers', view: 'releases', detail: '', row: 'orders@3.9.0' },
  { tab: 'cache', view: 'keys', detail: '', row: 'product:' },
])('a view and its name are one and the same: $tab $view $detail $row', (view) => {
  expect(readEngineView(engineViewName(view))).toEqual(view);
});

test.each(['', 'kafka', 'map/x', 'kafka/', '/records', 'constructor/x'])('%j is the name of none', (name) => {
  expect(readEngineView(name)).toBeNull();
});

describe('what of a view', () => {
  test('records are named by topic, partition and offset', () => {
    const place = { topic: 'orders.placed', partition: 3, around: 120 };
    expect(readRecordsPlace(recordsDetail(place))).toEqual(place);
    expect(readRecordsPlace(recordsDetail({ ...place, around: null }))).toEqual({ ...place, around: null });
    expect(readRecordsPlace('orders.placed')).toBeNull();
  });

  test('a plan is named by its statement and any values', () => {
    const place = { statement: 'search-page', values: { words: 'a & b = "c"#?', category: '' } };
    const detail = planDetail(place);
    expect(readPlanPlace(detail)).toEqual(place);
    expect(readEngineView(engineViewName({ tab: 'postgres', view: 'plan', detail, row: null }))?.detail).toBe(detail);
    expect(readPlanPlace('')).toBeNull();
  });
});

test.each([
  ['kafka/groups#fulfilment orders.placed/3', { kind: 'kafka' }],
  ['kafka/topics', { kind: 'kafka' }],
  ['kafka/records/orders.placed/3@120', { kind: 'kafkaRecords', topic: 'orders.placed', partition: 3, around: 120 }],
  ['kafka/dead#orders.placed.dlq/0@7', { kind: 'kafkaRecords', topic: 'orders.placed.dlq', partition: 0, around: 7 }],
  ['cache/keys#product:', { kind: 'redis' }],
  ['postgres/activity', { kind: 'postgres' }],
  ['postgres/plan/search-page?words=red%20kite', { kind: 'postgresPlan', statement: 'search-page', values: { words: 'red kite' } }],
  ['map/x', null],
])('%s is a look at %j', (name, query) => {
  expect(panelQueryOf(name)).toEqual(query);
});

test.each([
  ['a marked row', 'kafka/groups#fulfilment orders.placed/3'],
  ['a view of records', 'kafka/records/orders.placed/3@120'],
  ['a plan', 'postgres/plan/search-page?words=steel'],
])('%s is evidence, and opening it gives the same evidence', (_name, ref) => {
  const evidence = { kind: 'panel' as const, ref, label: 'what was seen', atMs: 42_000 };
  const selection = selectionOf(evidence);
  expect(selection.tab).toBe(ref.split('/')[0]);
  expect(evidenceOf(selection, 99_000, { stack: null, frame: null })).toEqual(evidence);
});

test('a view that is open, with nothing marked, is evidence by its name', () => {
  const selection = { ...nothingSelected, tab: 'postgres' as const, engine: 'postgres/plan/search-page?words=steel' };
  expect(evidenceOf(selection, 7, { stack: null, frame: null })).toEqual({
    kind: 'panel',
    ref: 'postgres/plan/search-page?words=steel',
    label: 'Postgres plan search-page',
    atMs: 7,
  });
});

test('the tab of an engine without a view of its own speaks of its signal, as before', () => {
  expect(evidenceOf({ ...nothingSelected, tab: 'cache' }, 1, { stack: null, frame: null }).kind).toBe('signal');
});

test('a view of another engine is not what is looked at', () => {
  const selection = { ...selectionOf({ kind: 'panel', ref: 'postgres/indexes', label: 'x', atMs: 1 }), tab: 'kafka' as const };
  expect(evidenceOf({ ...selection, entry: null }, 1, { stack: null, frame: null }).kind).toBe('signal');
});
