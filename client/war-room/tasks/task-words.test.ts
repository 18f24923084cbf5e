import { describe, expect, test } from 'vitest';
import type { TaskView } from '../../../core/protocol/tasks.ts';
import { ownerId, ownersOf, playerOfOwner, sortedTasks, tasksBadge, timeLeft } from './task-words.ts';

const task = (taskId: string, dueAtMs: number, closedAtMs: number | null = null): TaskView => ({
  ...{ taskId, atMs: 0, by: 'Ana', text: taskId, ownerPlayerId: null, owner: null, dueAtMs, renewals: 0 },
  closed: closedAtMs === null ? null : { by: 'Ana', atMs: closedAtMs, result: '' },
});

describe('tasks', () => {
  test('what is due first comes first, what was closed last comes first below', () => {
    const { open, closed } = sortedTasks([task('later', 90), task('old', 5, 10), task('sooner', 60), task('new', 5, 20)]);
    expect(open.map(({ taskId }) => taskId)).toEqual(['sooner', 'later']);
    expect(closed.map(({ taskId }) => taskId)).toEqual(['new', 'old']);
  });

  test('time left counts down, and past its end counts up in words', () => {
    expect(timeLeft({ dueAtMs: 90_000 }, 10_000)).toEqual({ words: '01:20 left', isOverdue: false });
    expect(timeLeft({ dueAtMs: 90_000 }, 95_000)).toEqual({ words: 'overdue 00:05', isOverdue: true });
  });

  test('the tab tells how many are open, or how many of them are late', () => {
    const tasks = [task('a', 50_000), task('b', 90_000), task('c', 10_000, 5)];
    expect(tasksBadge(tasks, 20_000)).toBe(2);
    expect(tasksBadge(tasks, 60_000)).toBe('▲ 1');
  });

  test('nobody yet may have one, and whoever acts; an observer may not', () => {
    const player = (playerId: string, role: 'operations' | 'observer' | null) => ({
      playerId,
      name: playerId,
      role,
      ready: true,
      joinedAtMs: 0,
    });
    const owners = ownersOf({ players: [player('ana', 'operations'), player('ben', 'observer'), player('cem', null)] });
    expect(owners.map(({ label }) => label)).toEqual(['nobody yet', 'ana, operations', 'cem']);
    expect([null, 'ana'].map((id) => playerOfOwner(ownerId(id)))).toEqual([null, 'ana']);
  });
});
