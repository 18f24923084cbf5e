import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { evidenceOf, nothingSelected, selectionOf } from './selection.ts';

const known = {
  stack: null,
  frame: { services: {}, links: { 'orders->payments': {} }, partitions: [{ group: 'inventory', lag: 1 }] } as never,
};
const evidence = (kind: Evidence['kind'], ref: string, label: string): Evidence => ({ kind, ref, label, atMs: 42_000 });

describe('evidence is a name for a view', () => {
  test.each([
    evidence('trace', 'abcdef0123456789', 'trace abcdef01'),
    evidence('trace', 'abcdef0123456789~fedcba9876543210', 'comparison of trace abcdef01'),
    evidence('traces', 'component=catalog&status=error&minMs=500&toMs=42000', 'traces: failed, over 500 ms'),
    evidence('signal', 'link:catalog->redis|p95', 'p95 of catalog->redis'),
    evidence('signal', 'service:orders|p95', 'p95 of orders'),
    evidence('signal', 'service:orders|errors', 'errors of orders'),
    evidence('signal', 'cache|hitRatio', 'cache hit ratio'),
    evidence('signal', 'cache|memory', 'cache memory'),
    evidence('signal', 'group:inventory|lag', 'lag of inventory'),
    evidence('profile', 'p3~12~search-text', 'CPU of catalog-1: search-text'),
    evidence('profile', 'p3~0~', 'Heap growth of orders-2'),
    evidence('logs', 'view=patterns&component=orders&level=error', 'log patterns of orders: errors'),
    evidence('metrics', 'component=orders-%3Epayments&by=version', 'orders->payments by version'),
    evidence('panel', 'papers/api/POST /checkout', 'Papers api POST /checkout'),
    evidence('panel', 'papers/releases#gateway@2.32.0', 'gateway 2.32.0, beta: not run: partner-atlas'),
    evidence('change', 'c-3', 'orders 3.8.1'),
    evidence('ticket', 't-1', 'ticket of Customer 7'),
    evidence('alert', 'browse-latency', 'browse-latency'),
  ])('opening $kind $ref and naming what is seen gives the same evidence', (piece) => {
    expect(evidenceOf(selectionOf(piece), 99_000, known)).toEqual(piece);
  });

  test('without a picked moment it points at now', () => {
    expect(evidenceOf({ ...nothingSelected, component: 'catalog' }, 7000, known).atMs).toBe(7000);
  });
});
