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

test('a canary gets its share and no more, spread over time and not in a row', () => {
  const weighted = [
    { slot: 'catalog-1', url: '', weight: 0.45 },
    { slot: 'catalog-2', url: '', weight: 0.45 },
    { slot: 'catalog-3', url: '', weight: 0.1 },
  ];
  const balancer = new Balancer();
  const picked = Array.from({ length: 200 }, () => balancer.pick(weighted, 0)?.slot);
  expect(picked.filter((slot) => slot === 'catalog-3')).toHaveLength(20);
  expect(picked.filter((slot) => slot === 'catalog-1')).toHaveLength(90);
  const turns = picked.flatMap((slot, turn) => (slot === 'catalog-3' ? [turn] : []));
  for (const [index, turn] of turns.slice(1).entries()) expect(turn - (turns[index] ?? 0)).toBeGreaterThanOrEqual(8);
});

test('a canary that takes no connection is left out like every other, and has its share again afterwards, not what it missed', () => {
  const weighted = [
    { slot: 'catalog-1', url: '', weight: 0.8 },
    { slot: 'catalog-2', url: '', weight: 0.2 },
  ];
  const balancer = new Balancer();
  const share = (count: number, nowMs: number): number =>
    Array.from({ length: count }, () => balancer.pick(weighted, nowMs)?.slot).filter((slot) => slot === 'catalog-2').length;
  expect(share(100, 0)).toBe(20);
  balancer.refused('catalog-2', 0);
  expect(share(100, 1)).toBe(0);
  expect(share(100, 5000)).toBe(20);
});

test('a share that changes, or a canary that goes, holds from the next call on', () => {
  const balancer = new Balancer();
  const ask = (weights: number[]): (string | undefined)[] => {
    const targets = weights.map((weight, index) => ({ slot: `catalog-${index + 1}`, url: '', weight }));
    return Array.from({ length: 100 }, () => balancer.pick(targets, 0)?.slot);
  };
  for (const percent of [10, 50, 25]) {
    const picked = ask([1 - percent / 100, percent / 100]).filter((slot) => slot === 'catalog-2').length;
    expect(Math.abs(picked - percent)).toBeLessThanOrEqual(1);
  }
  expect(new Set(ask([1]))).toEqual(new Set(['catalog-1']));
});

test('a second attempt of a call that met the canary goes to another instance', () => {
  const balancer = new Balancer();
  const weighted = [
    { slot: 'catalog-1', url: '', weight: 0.1 },
    { slot: 'catalog-2', url: '', weight: 0.9 },
  ];
  for (let call = 0; call < 20; call += 1) expect(balancer.pick(weighted, 0, ['catalog-2'])?.slot).toBe('catalog-1');
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
