import { expect, test } from 'vitest';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { gameNow } from './game-clock.ts';

const drill = (phase: DrillView['phase']): DrillView => ({ phase, gameMs: 60_000 }) as DrillView;

test('game time runs on between two messages while the drill runs', () => {
  expect(gameNow(drill('live'), 1000, 3500)).toBe(62_500);
});

test('game time stands still while paused and after the end', () => {
  expect(gameNow(drill('paused'), 1000, 3500)).toBe(60_000);
  expect(gameNow(drill('debrief'), 1000, 3500)).toBe(60_000);
});

test('a page that hears nothing does not invent time', () => {
  expect(gameNow(drill('live'), 0, 600_000)).toBe(75_000);
});
