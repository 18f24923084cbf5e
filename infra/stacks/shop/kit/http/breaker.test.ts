import { expect, test } from 'vitest';
import { Breaker, breakerMode } from './breaker.ts';

function failing(calls: number, atMs: number): Breaker {
  const breaker = new Breaker();
  for (let call = 0; call < calls; call++) breaker.record(false, atMs);
  return breaker;
}

test('auto opens after half of at least 20 calls failed', () => {
  expect(failing(19, 1000).permits('auto', 1000)).toBe(true);
  expect(failing(20, 1000).permits('auto', 1000)).toBe(false);
});

test('auto stays closed while less than half fail', () => {
  const breaker = new Breaker();
  for (let call = 0; call < 100; call++) breaker.record(call % 5 !== 0, 1000);
  expect(breaker.permits('auto', 1000)).toBe(true);
});

test('failures of an older window do not count', () => {
  const breaker = failing(19, 1000);
  breaker.record(false, 11_000);
  expect(breaker.permits('auto', 11_000)).toBe(true);
});

test('after 5 s one probe passes; its success closes, its failure opens again', () => {
  const recovering = failing(20, 1000);
  expect(recovering.permits('auto', 5999)).toBe(false);
  expect(recovering.permits('auto', 6000)).toBe(true);
  expect(recovering.permits('auto', 6000)).toBe(false);
  recovering.record(true, 6100);
  expect(recovering.permits('auto', 6100)).toBe(true);

  const broken = failing(20, 1000);
  broken.permits('auto', 6000);
  broken.record(false, 6100);
  expect(broken.permits('auto', 11_000)).toBe(false);
  expect(broken.permits('auto', 11_100)).toBe(true);
});

test('an answer from before the opening does not close the breaker', () => {
  const breaker = failing(20, 1000);
  breaker.record(true, 1500);
  expect(breaker.permits('auto', 1500)).toBe(false);
});

test('mode off permits and mode open refuses whatever happened', () => {
  expect(failing(50, 1000).permits('off', 1000)).toBe(true);
  expect(new Breaker().permits('open', 1000)).toBe(false);
});

test('an unknown policy value means off', () => {
  expect(['auto', 'open', 'off', true, undefined].map(breakerMode)).toEqual(['auto', 'open', 'off', 'off', 'off']);
});
