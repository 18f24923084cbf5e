import { expect, test } from 'vitest';
import type { SliDefinition } from '../../../../core/sandbox/messages.ts';
import { DeadlineSliMeter } from './sli-meter.ts';

const definitions: SliDefinition[] = [
  { name: 'browse-availability', journey: 'browse', sli: 'availability', thresholdMs: 3000 },
  { name: 'browse-latency', journey: 'browse', sli: 'latency', thresholdMs: 300 },
  { name: 'checkout-latency', journey: 'checkout', sli: 'latency', thresholdMs: 2000 },
  { name: 'order-freshness', journey: 'order', sli: 'freshness', thresholdMs: 10_000 },
];

function harness() {
  const clock = { nowMs: 0 };
  const counts: Record<string, number> = {};
  const told: Record<string, string> = {};
  const meter = new DeadlineSliMeter(
    definitions,
    () => clock.nowMs,
    (sli, { result, events, about = {} }) => {
      Object.assign(told, about);
      const key = `${sli} ${result}`;
      counts[key] = (counts[key] ?? 0) + events;
    },
  );
  return { clock, counts, told, meter };
}

test('a fast answer is good for availability and latency, and only for its own journey', () => {
  const { clock, counts, meter } = harness();
  const track = meter.track('browse', 0);
  clock.nowMs = 299;
  track.done(200);
  expect(counts).toEqual({ 'browse-availability good': 1, 'browse-latency good': 1 });
});

test('a client error is good, but not 410: what the client used was taken away', () => {
  const { counts, meter } = harness();
  meter.track('browse', 0).done(404);
  meter.track('browse', 0).done(410);
  expect(counts).toEqual({ 'browse-availability good': 1, 'browse-latency good': 1, 'browse-availability bad': 1 });
});

test('a fast failure is bad for availability and nothing for latency', () => {
  const { counts, meter } = harness();
  meter.track('browse', 0).done(503);
  meter.track('browse', 0).done(0);
  expect(counts).toEqual({ 'browse-availability bad': 2 });
});

test('a hang turns bad while it hangs, once, and its late answer changes nothing', () => {
  const { clock, counts, meter } = harness();
  const track = meter.track('browse', 0);
  clock.nowMs = 300;
  meter.expire();
  meter.expire();
  expect(counts).toEqual({ 'browse-latency bad': 1 });
  clock.nowMs = 3000;
  meter.expire();
  track.done(200);
  expect(counts).toEqual({ 'browse-latency bad': 1, 'browse-availability bad': 1 });
});

test('an answer after the threshold is bad even when nobody looked in between', () => {
  const { clock, counts, meter } = harness();
  const track = meter.track('browse', 0);
  clock.nowMs = 301;
  track.done(200);
  expect(counts).toEqual({ 'browse-latency bad': 1, 'browse-availability good': 1 });
});

test('a dropped request counts only what was decided before', () => {
  const { clock, counts, meter } = harness();
  const track = meter.track('browse', 0);
  clock.nowMs = 400;
  meter.expire();
  track.drop();
  clock.nowMs = 9000;
  meter.expire();
  expect(counts).toEqual({ 'browse-latency bad': 1 });
});

test('freshness is counted by name only', () => {
  const { counts, meter } = harness();
  meter.track('order', 0).done(200);
  meter.count('order-freshness', 'bad', 3);
  meter.count('order-freshness', 'good', 0);
  expect(counts).toEqual({ 'order-freshness bad': 3 });
  expect(meter.thresholdMs('order-freshness')).toBe(10_000);
});

test('what is known of a request when its event is decided goes with it, also what came on the way', () => {
  const { clock, told, meter } = harness();
  const about: Record<string, string> = { 'http.route': '/search' };
  meter.track('browse', 0, about);
  about['server.address'] = 'catalog-2';
  clock.nowMs = 300;
  meter.expire();
  expect(told).toEqual({ 'http.route': '/search', 'server.address': 'catalog-2' });
});
