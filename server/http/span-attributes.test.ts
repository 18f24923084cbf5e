import { expect, test } from 'vitest';
import type { SpanView } from '../../core/protocol/traces.ts';
import { isPublicAttribute, publicSpan } from './span-attributes.ts';

const span: SpanView = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: null,
  service: 'catalog',
  slot: 'catalog-1',
  name: 'GET /products',
  kind: 'server',
  startMs: 1,
  durationMs: 2,
  error: false,
  attributes: {},
};

test('[SA1] a span shows what production would show, and nothing else', () => {
  const attributes = {
    'http.route': '/products',
    'brownout.link': 'catalog->redis',
    'shop.cache': 'miss',
    'feature_flag.result.variant': 'on',
    'brownout.hook': 'SEALED',
    fault: 'SEALED',
    httpish: 'SEALED',
  };
  expect(publicSpan({ ...span, attributes }).attributes).toEqual({
    'http.route': '/products',
    'brownout.link': 'catalog->redis',
    'shop.cache': 'miss',
    'feature_flag.result.variant': 'on',
  });
});

test('[SA2] long values are cut', () => {
  expect(publicSpan({ ...span, attributes: { 'db.query.text': 'x'.repeat(5000), 'db.rows': 3 } }).attributes).toEqual({
    'db.query.text': 'x'.repeat(500),
    'db.rows': 3,
  });
});

test('[SA3] events of a span show the same, and no stack: it names files of the machine', () => {
  const attributes = { 'exception.type': 'TypeError', 'exception.message': 'no stock', 'exception.stacktrace': 'SEALED', hook: 'SEALED' };
  const { events, statusMessage } = publicSpan({
    ...span,
    statusMessage: 'no stock',
    events: [{ name: 'exception', atMs: 3, attributes }],
  });
  expect(statusMessage).toBe('no stock');
  expect(events).toEqual([{ name: 'exception', atMs: 3, attributes: { 'exception.type': 'TypeError', 'exception.message': 'no stock' } }]);
});

test.each([
  ['http.route', true],
  ['brownout.link', true],
  ['brownout.hook', false],
  ['exception.stacktrace', false],
  ['http', false],
  ['', false],
])('[SA4] %s can be searched for: %s', (name, isOpen) => expect(isPublicAttribute(name)).toBe(isOpen));
