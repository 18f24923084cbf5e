import { expect, test } from 'vitest';
import { createLogRing, type LogQuery } from './log-ring.ts';
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

test('[TE16] the ring is bounded in bytes: the oldest line goes first, however many come', () => {
  const ring = createLogRing(10_000);
  for (let line = 0; line < 5000; line++) ring.add(record(`line ${line}`));
  const found = ring.find(all);
  expect(found.length).toBeGreaterThan(20);
  expect(found.length).toBeLessThan(50);
  expect(found[0]?.message).toBe('line 4999');
  expect(found.at(-1)?.message).toBe(`line ${5000 - found.length}`);
});

test('[TE17] lines are found by level, service, slot, trace and text, newest first, and an answer is bounded too', () => {
  const ring = createLogRing(10_000_000);
  ring.add(record('started'));
  ring.add(record('request refused', { severity: 'WARN', attributes: { code: 'Overloaded' } }));
  ring.add(record('request failed', { severity: 'ERROR', traceId: 'a'.repeat(32) }));
  ring.add(record('other', { origin: { service: 'catalog', slot: 'catalog-2', version: '1' } }));
  const found = (query: Partial<LogQuery>): string[] => ring.find({ ...all, ...query }).map(({ message }) => message);
  expect(found({ level: 'warn' })).toEqual(['request failed', 'request refused']);
  expect(found({ level: 'error' })).toEqual(['request failed']);
  expect(found({ service: 'catalog' })).toEqual(['other']);
  expect(found({ slot: 'orders-1', limit: 1 })).toEqual(['request failed']);
  expect(found({ traceId: 'a'.repeat(32) })).toEqual(['request failed']);
  expect(found({ text: 'OVERLOADED' })).toEqual(['request refused']);
  for (let line = 0; line < 100; line++) ring.add(record('x'.repeat(10_000)));
  expect(found({}).length).toBeLessThan(20);
});
