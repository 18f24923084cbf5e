import { expect, test } from 'vitest';
import { anyLog, logSearchOfName, nameOfLogSearch, wordsOfLogSearch } from '../../state/log-search.ts';
import { emptyHint, type LogQueryParts, logQuery } from './log-query.ts';

const parts: LogQueryParts = { search: anyLog, services: [], slot: null, traceId: null, aroundMs: null };
const asked = (change: Partial<LogQueryParts>): Record<string, string> => Object.fromEntries(logQuery({ ...parts, ...change }));

test('[LQ1] what is selected and searched is what is asked for, and nothing else', () => {
  expect(asked({})).toEqual({ level: 'info' });
  expect(asked({ services: ['orders', 'catalog'] })).toEqual({ level: 'info', service: 'orders,catalog' });
  expect(asked({ services: ['orders'], slot: 'orders-2' })).toEqual({ level: 'info', slot: 'orders-2' });
  expect(asked({ search: { ...anyLog, level: 'error', text: ' no stock ', patternId: 'aabbccdd' } })).toEqual({
    level: 'error',
    text: 'no stock',
    pattern: 'aabbccdd',
  });
  expect(asked({ aroundMs: 100_000.4 })).toEqual({ level: 'info', fromMs: '85000', toMs: '115000' });
});

test('[LQ2] a trace has lines of every service and of its own time', () => {
  expect(asked({ traceId: 'a'.repeat(32), services: ['orders'], aroundMs: 5000 })).toEqual({ level: 'info', traceId: 'a'.repeat(32) });
});

test('[LQ3] the name of a search restores it', () => {
  const search = { view: 'patterns' as const, level: 'warn' as const, text: 'a & b=c', patternId: 'aabbccdd' };
  expect(logSearchOfName(nameOfLogSearch(search, 'catalog->redis'))).toEqual({ logs: search, component: 'catalog->redis' });
  expect(logSearchOfName(nameOfLogSearch(anyLog, null))).toEqual({ logs: anyLog, component: null });
  expect(logSearchOfName('level=wrong&view=wrong')).toEqual({ logs: anyLog, component: null });
  expect(wordsOfLogSearch({ ...anyLog, level: 'error', text: 'lock' }, 'orders')).toBe('logs of orders: errors, "lock"');
});

test('[LQ4] a list without lines says what narrows it from outside, and that a shop that is well writes little', () => {
  expect(emptyHint({ traceId: 'a'.repeat(32), aroundMs: 5000 })).toContain('Take the trace off');
  expect(emptyHint({ traceId: null, aroundMs: 5000 })).toContain('Take the moment off');
  expect(emptyHint({ traceId: null, aroundMs: null })).toContain('not every request');
});
