import { expect, test } from 'vitest';
import { gameTime } from './format.ts';

test('game time keeps its width: minutes around a drill, hours and days long before it', () => {
  const minutes = [0, 75.5, -9, -99, -180, -1560, -10_080];
  expect(minutes.map((each) => gameTime(each * 60_000))).toEqual(['00:00', '75:30', '-09:00', '-99:00', '-3 h', '-26 h', '-7 d']);
});
