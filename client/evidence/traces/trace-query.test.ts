import { expect, test } from 'vitest';
import { anyTrace } from '../../state/trace-search.ts';
import { traceQueryOf } from './trace-query.ts';

const stack = { services: [{ service: 'catalog' }], links: [{ link: 'users->front', from: 'users', to: 'front' }] } as never;
const wallMsOf = (gameMs: number): number => 1_000_000 + gameMs;
const ask = (search: Partial<typeof anyTrace>, more: { component?: string; pickedMs?: number } = {}): string =>
  traceQueryOf({ search: { ...anyTrace, ...search }, component: more.component ?? null, pickedMs: more.pickedMs ?? null, stack }, wallMsOf)
    .toString()
    .replace(/^limit=500&order=newest&?/, '');

test('without fields it asks for the requests of users', () => {
  expect(ask({})).toBe('root=front');
  expect(ask({ scope: 'all' })).toBe('');
});

test('every field is asked for, attributes one by one', () => {
  const fields = {
    status: 'error' as const,
    operation: 'GET /a',
    version: '1',
    slot: 'orders-1',
    attributes: 'http.route=/a order.id=7',
    minMs: 5,
    maxMs: 9,
  };
  expect(Object.fromEntries(new URLSearchParams(ask({ scope: 'all', ...fields })))).toMatchObject({
    status: 'error',
    operation: 'GET /a',
    version: '1',
    slot: 'orders-1',
    minMs: '5',
    maxMs: '9',
  });
  expect(new URLSearchParams(ask(fields)).getAll('attribute')).toEqual(['http.route=/a', 'order.id=7']);
});

test('the component filters unless a service was chosen', () => {
  expect(ask({ scope: 'all' }, { component: 'catalog->redis' })).toBe('link=catalog-%3Eredis');
  expect(ask({ scope: 'all', service: 'orders' }, { component: 'catalog->redis' })).toBe('service=orders');
});

test('a picked moment means what lies around it, a brushed time means that time', () => {
  expect(ask({ scope: 'all' }, { pickedMs: 60_000 })).toBe('fromMs=1045000&toMs=1075000');
  expect(ask({ scope: 'all', fromMs: 1000 }, { pickedMs: 60_000 })).toBe('fromMs=1001000');
});
