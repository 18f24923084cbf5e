import { expect, test } from 'vitest';
import { Readiness } from './readiness.ts';

test('ready once everything expected was reached, and told once', async () => {
  const readiness = new Readiness();
  const postgres = readiness.expect('postgres');
  const redis = readiness.expect('redis');
  const told = readiness.reached().then(() => 'ready');
  expect(readiness.pending()).toEqual(['postgres', 'redis']);
  redis();
  expect(readiness.pending()).toEqual(['postgres']);
  postgres();
  postgres();
  expect(readiness.pending()).toEqual([]);
  expect(await told).toBe('ready');
});

test('with nothing to expect it is ready at once', async () => {
  await expect(new Readiness().reached()).resolves.toBeUndefined();
});

test('draining is never ready again', () => {
  const readiness = new Readiness();
  readiness.drain();
  readiness.expect('late')();
  expect(readiness.pending()).toEqual(['draining']);
});
