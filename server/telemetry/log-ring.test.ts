import { expect, test } from 'vitest';
import type { LogQuery } from '../../core/protocol/logs.ts';
import { createLogRing } from './log-ring.ts';
import type { LogRecord } from './otlp.ts';

const record = (body: string, change: Partial<LogRecord> = {}): LogRecord => ({
  origin: { service: 'orders', slot: 'orders-1', version: '3.8.0' },
  atMs: 1,
  severity: 'INFO',
  body,
  traceId: '',
  attributes: {},
  ...change,
});
const all: LogQuery = { limit: 100, level: 'info' };
const of = (service: string, slot = `${service}-1`) => ({ origin: { service, slot, version: '1' } });

test('[TE16] the ring is bounded in bytes: the oldest line goes first, however many come', () => {
  const ring = createLogRing(10_000);
  for (let line = 0; line < 5000; line++) ring.add(record(`line ${line}`, { atMs: line }));
  const { logs, more, keptSinceMs } = ring.find(all);
  expect(logs.length).toBeGreaterThan(20);
  expect(logs.length).toBeLessThan(50);
  expect(more).toBe(false);
  expect(logs[0]?.message).toBe('line 4999');
  expect(logs.at(-1)?.message).toBe(`line ${5000 - logs.length}`);
  expect(keptSinceMs).toBe(5000 - logs.length);
});

test('[TE17] lines are found by level, service, slot, trace, pattern, time and text, newest first, and an answer is bounded too', () => {
  const ring = createLogRing(10_000_000);
  ring.add(record('started'));
  ring.add(record('request refused', { severity: 'WARN', attributes: { code: 'Overloaded' }, atMs: 5 }));
  ring.add(record('request 12 failed', { severity: 'ERROR', traceId: 'a'.repeat(32), atMs: 9 }));
  ring.add(record('other', { ...of('catalog', 'catalog-2'), atMs: 12 }));
  const found = (query: Partial<LogQuery>): string[] => ring.find({ ...all, ...query }).logs.map(({ message }) => message);
  expect(found({ level: 'warn' })).toEqual(['request 12 failed', 'request refused']);
  expect(found({ level: 'error' })).toEqual(['request 12 failed']);
  expect(found({ services: ['catalog'] })).toEqual(['other']);
  expect(found({ services: ['catalog', 'orders'] })).toHaveLength(4);
  expect(found({ slot: 'orders-1', limit: 1 })).toEqual(['request 12 failed']);
  expect(found({ traceId: 'a'.repeat(32) })).toEqual(['request 12 failed']);
  expect(found({ text: 'OVERLOADED' })).toEqual(['request refused']);
  expect(found({ fromMs: 5, toMs: 9 })).toEqual(['request 12 failed', 'request refused']);
  const [failed] = ring.find({ ...all, level: 'error' }).logs;
  ring.add(record('request 13 failed'));
  expect(found({ patternId: failed?.patternId ?? '' })).toEqual(['request 13 failed', 'request 12 failed']);
  for (let line = 0; line < 100; line++) ring.add(record('x'.repeat(10_000)));
  expect(ring.find(all)).toMatchObject({ more: true });
  expect(found({}).length).toBeLessThan(20);
});

test('[TE60] who follows the tail gets each line once, also when lines carry an older time', () => {
  const ring = createLogRing(1_000_000);
  ring.add(record('one', { atMs: 10 }));
  const first = ring.find(all).logs;
  ring.add(record('late', { atMs: 3 }));
  const next = ring.find({ ...all, afterId: first[0]?.id ?? 0 });
  expect(next.logs.map(({ message }) => message)).toEqual(['late']);
  expect(ring.find({ ...all, afterId: next.logs[0]?.id ?? 0 }).logs).toEqual([]);
  for (let line = 0; line < 5; line++) ring.add(record('more'));
  expect(ring.find({ ...all, limit: 3, afterId: 2 })).toMatchObject({ more: true, logs: { length: 3 } });
});

test('[TE61] by pattern: how many lines, of which services, since when and how they spread over the time', () => {
  const ring = createLogRing(1_000_000);
  for (let line = 0; line < 30; line++)
    ring.add(record(`order ${line} failed`, { atMs: 1000 + line * 100, severity: line === 7 ? 'ERROR' : 'INFO' }));
  for (let line = 0; line < 10; line++) ring.add(record(`order 9${line} failed`, { ...of('payments'), atMs: 4000 }));
  ring.add(record('started', { atMs: 2000 }));
  const { patterns, lines, fromMs, toMs } = ring.patterns({ level: 'info' });
  expect({ lines, fromMs, toMs }).toEqual({ lines: 41, fromMs: 1000, toMs: 4000 });
  expect(patterns.map(({ pattern, lines: count }) => [pattern, count])).toEqual([
    ['order <n> failed', 40],
    ['started', 1],
  ]);
  expect(patterns[0]).toMatchObject({ level: 'error', firstMs: 1000, lastMs: 4000, services: { orders: 30, payments: 10 } });
  expect(patterns[0]?.parts).toHaveLength(30);
  expect(patterns[0]?.parts.reduce((sum, part) => sum + part, 0)).toBe(40);
  expect(patterns[0]?.parts.at(-1)).toBe(10);
  expect(ring.patterns({ level: 'info', services: ['payments'] }).lines).toBe(10);
  expect(ring.patterns({ level: 'info', text: 'nothing of this' })).toEqual({ patterns: [], lines: 0, fromMs: 0, toMs: 0 });
});

test('[TE66] lines that say the same and fail by different errors are different patterns', () => {
  const ring = createLogRing(1_000_000);
  const failed = (error: string) => ring.add(record('request failed', { attributes: { error } }));
  failed('Error: payments: no answer within 900 ms\n    at a (x.js:1:1)');
  failed('Error: payments: no answer within 120 ms\n    at b (x.js:2:2)');
  failed('Error: no connection is free');
  expect(ring.patterns({ level: 'info' }).patterns.map(({ pattern, lines }) => [pattern, lines])).toEqual([
    ['request failed: Error: payments: no answer within <n> ms', 2],
    ['request failed: Error: no connection is free', 1],
  ]);
});

test('[TE62] a flood of lines without a common pattern stays within the bound, and at most 200 patterns are listed', () => {
  const ring = createLogRing(2_000_000);
  const word = (seed: number): string => Array.from(String(seed), (digit) => 'abcdefghij'[Number(digit)]).join('');
  for (let line = 0; line < 20_000; line++) ring.add(record(`${word(line)} ${'x'.repeat(200)}`));
  const { patterns, lines } = ring.patterns({ level: 'info' });
  expect(patterns).toHaveLength(200);
  expect(lines).toBeLessThan(3000);
});

test('[TE63] the default ring is searched in well under 200 ms, also for a text that nobody said', () => {
  const ring = createLogRing(4 * 1024 * 1024);
  for (let line = 0; line < 30_000; line++)
    ring.add(record(`request ${line} of customer ${line % 97} took ${line % 900} ms`, { attributes: { code: 'ok', line } }));
  const begun = performance.now();
  expect(ring.find({ ...all, text: 'nobody said this' }).logs).toEqual([]);
  ring.patterns({ level: 'info', text: 'customer' });
  expect(performance.now() - begun).toBeLessThan(200);
});
