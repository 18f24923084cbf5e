import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyTrace,
  attributesOf,
  durationOf,
  isAnyTrace,
  nameOfSearch,
  searchOfName,
  type TraceSearch,
  wordsOfSearch,
} from './trace-search.ts';

const searches: fc.Arbitrary<TraceSearch> = fc.record({
  scope: fc.constantFrom('users' as const, 'all' as const),
  status: fc.constantFrom('any' as const, 'error' as const, 'ok' as const),
  order: fc.constantFrom('newest' as const, 'slowest' as const),
  service: fc.constantFrom('', 'orders'),
  operation: fc.constantFrom('', 'POST /orders?a=b&c'),
  version: fc.constantFrom('', '3.8.1'),
  slot: fc.constantFrom('', 'orders-1'),
  attributes: fc.constantFrom('', 'http.route=/products/:id order.id=ö+1'),
  minMs: fc.option(fc.nat()),
  maxMs: fc.option(fc.nat()),
  fromMs: fc.option(fc.integer()),
  toMs: fc.option(fc.integer()),
});

describe('a search for traces', () => {
  test('its name restores it, with the component', () => {
    fc.assert(
      fc.property(searches, fc.constantFrom(null, 'catalog->redis'), (search, component) => {
        expect(searchOfName(nameOfSearch(search, component))).toEqual({ search, component });
      }),
    );
  });

  test('a name that is damaged means any trace where it is', () => {
    expect(searchOfName('status=broken&minMs=soon&order=slowest')).toEqual({ search: { ...anyTrace, order: 'slowest' }, component: null });
    expect(isAnyTrace(searchOfName('%%%').search)).toBe(true);
  });

  test('it is told in words', () => {
    expect(wordsOfSearch(anyTrace)).toBe('traces');
    const search = { ...anyTrace, status: 'error' as const, service: 'orders', operation: 'POST /orders', minMs: 500 };
    expect(wordsOfSearch(search)).toBe('traces: failed, orders POST /orders, over 500 ms');
  });

  test.each([
    ['500', 500],
    ['500ms', 500],
    [' 1.2 s', 1200],
    ['1,5s', 1500],
    ['2 min', 120_000],
    ['', null],
    ['soon', undefined],
    ['-1', undefined],
  ])('the duration "%s" is %s ms', (text, ms) => expect(durationOf(text)).toBe(ms));

  test('attributes are pairs of key and value, divided by spaces', () => {
    expect(attributesOf(' http.route=/a=b  order.id=7 ')).toEqual(['http.route=/a=b', 'order.id=7']);
    expect(attributesOf('')).toEqual([]);
    expect(attributesOf('http.route')).toBeUndefined();
    expect(attributesOf('=x')).toBeUndefined();
  });
});
