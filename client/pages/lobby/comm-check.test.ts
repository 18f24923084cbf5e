import { expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { commCheckWords, mustAnswer } from './comm-check.ts';

const players = [
  { playerId: 'a', name: 'Ana' },
  { playerId: 'b', name: 'Bo' },
] as DrillView['players'];

test('a roll call names who has not answered, and only asks them', () => {
  expect(commCheckWords({ commCheck: null, players })).toBe('no comm check yet');
  const commCheck = { by: 'Facilitator', answered: ['a'] };
  expect(commCheckWords({ commCheck, players })).toBe('no answer yet from Bo');
  expect([mustAnswer({ commCheck }, 'a'), mustAnswer({ commCheck }, 'b'), mustAnswer({ commCheck: null }, 'b')]).toEqual([
    false,
    true,
    false,
  ]);
  expect(commCheckWords({ commCheck: { ...commCheck, answered: ['a', 'b'] }, players })).toBe('everybody reads you');
});
