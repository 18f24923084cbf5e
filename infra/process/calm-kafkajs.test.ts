import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { beforeEach, expect, test, vi } from 'vitest';
import { calmKafkajs } from './calm-kafkajs.ts';

calmKafkajs();
calmKafkajs();

let queue: RequestQueue & { throttleCheckTimeoutId: NodeJS.Timeout | null };
let checks: number;
beforeEach(() => {
  vi.useFakeTimers();
  checks = 0;
  queue = Object.assign(Object.create(RequestQueue.prototype), { pending: [], throttledUntil: -1, throttleCheckTimeoutId: null });
  Object.assign(queue, {
    checkPendingRequests: () => {
      checks += 1;
    },
  });
  return () => vi.useRealTimers();
});

test('a queue with nothing to send is left alone', () => {
  queue.scheduleCheckPendingRequests();
  vi.advanceTimersByTime(1000);
  expect(checks).toBe(0);
});

test('a queue with something to send is looked at soon', () => {
  queue.pending.push({});
  queue.scheduleCheckPendingRequests();
  vi.advanceTimersByTime(10);
  expect(checks).toBe(1);
});

test('a throttled queue is looked at when throttling ends', () => {
  queue.throttledUntil = Date.now() + 500;
  queue.scheduleCheckPendingRequests();
  vi.advanceTimersByTime(499);
  expect(checks).toBe(0);
  vi.advanceTimersByTime(1);
  expect(checks).toBe(1);
});
