import { expect, test } from 'vitest';
import { createRequestCount } from './request-count.ts';

test('requests are counted from the second in which the moment lies, with those of the second that is not over', () => {
  const requests = createRequestCount();
  expect(requests.since(0)).toBeNull();
  requests.add(10);
  requests.close(1000);
  requests.add(20);
  requests.close(2000);
  requests.add(5);
  expect([requests.since(0), requests.since(1500), requests.since(9000)]).toEqual([35, 25, 5]);
});

test('of more than an hour the newest hour is known', () => {
  const requests = createRequestCount();
  for (let second = 1; second <= 4000; second += 1) {
    requests.add(1);
    requests.close(second * 1000);
  }
  expect(requests.since(0)).toBe(3600);
});
