import { afterEach, expect, test, vi } from 'vitest';
import { noteServerDate, offsetOf, serverNowMs } from './server-clock.ts';

const header = 'Sat, 28 Nov 2026 10:00:00 GMT';
const serverMs = Date.parse(header);

afterEach(() => vi.useRealTimers());

test('a machine that is hours off reads the time of the server, to the second', () => {
  vi.useFakeTimers({ now: serverMs - 7_200_000 });
  noteServerDate(header);
  vi.advanceTimersByTime(4_000);
  expect(Math.abs(serverNowMs() - (serverMs + 4_000))).toBeLessThan(1_000);
});

test.each([null, '', 'yesterday'])('%j is no date: what was known stays', (text) => {
  vi.useFakeTimers({ now: serverMs });
  noteServerDate(header);
  expect(offsetOf(text, serverMs)).toBeNull();
  noteServerDate(text);
  expect(serverNowMs()).toBe(serverMs + 500);
});
