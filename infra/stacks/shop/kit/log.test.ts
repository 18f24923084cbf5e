import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { LogRecord } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from './log.ts';

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

function harness() {
  const lines: Record<string, unknown>[] = [];
  const records: LogRecord[] = [];
  const clock = { wallMs: 1_700_000_000_000 };
  const log = createLog({
    service: 'catalog',
    slot: 'catalog-1',
    logger: { emit: (record) => void records.push(record), enabled: () => true },
    writeLine: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>),
    wallMs: () => clock.wallMs,
  });
  return { lines, records, clock, log };
}

test('a line is JSON with the fields, and the same record goes over OTLP', () => {
  const { lines, records, log } = harness();
  log.warn('slow', { ms: 12, detail: { a: 1 } });
  expect(lines).toEqual([
    { time: '2023-11-14T22:13:20.000Z', level: 'warn', service: 'catalog', slot: 'catalog-1', message: 'slow', ms: 12, detail: '{"a":1}' },
  ]);
  expect(records[0]).toMatchObject({ body: 'slow', severityText: 'WARN', attributes: { ms: 12, detail: '{"a":1}' } });
});

test('inside a span the line carries its trace', () => {
  const { lines, log } = harness();
  const active = trace.setSpanContext(ROOT_CONTEXT, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 });
  context.with(active, () => log.info('inside'));
  expect(lines[0]).toMatchObject({ trace_id: 'a'.repeat(32), span_id: 'b'.repeat(16) });
});

test('an error keeps its stack', () => {
  const { lines, log } = harness();
  log.error('failed', { error: new TypeError('broken') });
  expect(lines[0]?.['error']).toContain('TypeError: broken');
  expect(lines[0]?.['error']).toContain('log.test');
});

test('a flood is cut to 50 lines a second and counted', () => {
  const { lines, clock, log } = harness();
  for (let line = 0; line < 80; line++) log.error('failed');
  expect(lines).toHaveLength(50);
  clock.wallMs += 1000;
  log.info('calm');
  expect(lines.slice(50)).toMatchObject([{ message: 'log lines suppressed', suppressed: 30 }, { message: 'calm' }]);
});
