import { expect, test } from 'vitest';
import { Balancer } from './balancer.ts';

const endpoints = ['catalog-1', 'catalog-2', 'catalog-3'].map((slot) => ({ slot, url: `http://127.0.0.1/${slot}` }));

function picks(balancer: Balancer, count: number, nowMs: number): string[] {
  return Array.from({ length: count }, () => balancer.pick(endpoints, nowMs)?.slot ?? 'none');
}

test('targets take turns', () => {
  const counts = picks(new Balancer(), 30, 0);
  for (const { slot } of endpoints) expect(counts.filter((picked) => picked === slot)).toHaveLength(10);
});

test('a target that refused is skipped for 2 s', () => {
  const balancer = new Balancer();
  balancer.refused('catalog-2', 1000);
  expect(picks(balancer, 12, 2999)).not.toContain('catalog-2');
  expect(picks(balancer, 12, 3000)).toContain('catalog-2');
});

test('when every target refused, all are tried', () => {
  const balancer = new Balancer();
  for (const { slot } of endpoints) balancer.refused(slot, 1000);
  expect(new Set(picks(balancer, 6, 1001)).size).toBe(3);
});

test('a second attempt goes elsewhere when it can', () => {
  const balancer = new Balancer();
  for (let turn = 0; turn < 9; turn++) expect(balancer.pick(endpoints, 0, ['catalog-1', 'catalog-3'])?.slot).toBe('catalog-2');
  expect(balancer.pick(endpoints.slice(0, 1), 0, ['catalog-1'])?.slot).toBe('catalog-1');
});

test('without endpoints there is no target', () => {
  expect(new Balancer().pick([], 0)).toBeUndefined();
});
