import { expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { newTask } from '../tasks/task-words.ts';
import { completionsOf, readSlash } from './read-slash.ts';
import type { SlashContext } from './slash-command.ts';

const player = (playerId: string, name: string, role: DrillView['players'][number]['role'] = null) => ({
  ...{ playerId, name, role, ready: true, joinedAtMs: 0 },
});
const players = [
  player('p-1', 'Ana', 'commander'),
  player('p-2', 'Bo'),
  player('p-3', 'Bo (2)', 'scribe'),
  player('p-4', 'Eli', 'observer'),
];
const context: SlashContext = { drill: { players } as unknown as DrillView, me: 'p-1', online: ['p-1'], lines: [] };
const read = (text: string) => readSlash(text, context).outcome;
const offered = (text: string) => completionsOf(text, context).map(({ insert }) => insert);
const task = (text: string, ownerPlayerId: string, timeBoxMinutes: number) => ({
  ...{ kind: 'act', command: { type: 'addTask', text, ownerPlayerId, timeBoxMinutes } },
});
const form = (typed: Record<string, string | number>) => ({
  ...{ kind: 'open', dialog: { kind: 'task' } },
  typed: Object.fromEntries(Object.entries(typed).map(([field, value]) => [`${newTask}${field}`, value])),
});

test('who, for how long and what: it is given out', () => {
  expect(read('/task @Bo 5m find the lock')).toEqual(task('find the lock', 'p-2', 5));
  expect(read('/task @ana 10MIN  call the vendor')).toEqual(task('call the vendor', 'p-1', 10));
});

test('the longest name that fits is whom it is for', () => {
  expect(read('/task @Bo (2) 2m write it down')).toEqual(task('write it down', 'p-3', 2));
  expect(read('/task @Bo (3) 2m write it down')).toEqual(form({ text: '(3) 2m write it down', owner: 'p-2' }));
});

test('of what is missing the form asks, with what was said filled in', () => {
  expect(read('/task find the lock')).toEqual(form({ text: 'find the lock' }));
  expect(read('/task @Bo find the lock')).toEqual(form({ text: 'find the lock', owner: 'p-2' }));
  expect(read('/task 5m find the lock')).toEqual(form({ text: 'find the lock', minutes: 5 }));
  expect(read('/task @Bo 5m')).toEqual(form({ owner: 'p-2', minutes: 5 }));
  expect(read('/task')).toEqual(form({}));
  expect(read(`/task @Bo 5m ${'x'.repeat(301)}`)).toEqual(form({ text: 'x'.repeat(300), owner: 'p-2', minutes: 5 }));
});

test('words that only look like a time are part of the task', () => {
  expect(read('/task 5 minutes of logs are missing')).toEqual(form({ text: '5 minutes of logs are missing' }));
  expect(read('/task 5mb of memory are gone')).toEqual(form({ text: '5mb of memory are gone' }));
});

test('nobody of that name, somebody who only watches, no such time: said, and nothing is done', () => {
  expect(read('/task @Zoe 5m find it')).toEqual({ kind: 'wrong', words: 'Nobody here has a name like @Zoe.' });
  expect(read('/task @Eli 5m find it')).toEqual({ kind: 'wrong', words: 'Eli watches, and takes no task.' });
  for (const minutes of ['0m', '121m']) expect(read(`/task @Bo ${minutes} find it`)).toMatchObject({ kind: 'wrong' });
});

test('names are offered, of those who take tasks, then usual times', () => {
  expect(offered('/task @')).toEqual(['/task @Ana ', '/task @Bo ', '/task @Bo (2) ']);
  expect(offered('/task @b')).toEqual(['/task @Bo ', '/task @Bo (2) ']);
  expect(offered('/task @Ana ')).toEqual(['/task @Ana 2m ', '/task @Ana 5m ', '/task @Ana 10m ']);
  expect(offered('/task @Ana 5m ')).toEqual([]);
  expect(offered('/task find')).toEqual([]);
});
