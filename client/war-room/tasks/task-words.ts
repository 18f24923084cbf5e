/** How tasks are put in order, and what is said of their time. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { TaskView } from '../../../core/protocol/tasks.ts';
import { clock } from '../../format.ts';

/** Drafts of the form of a new task, below the drill's; those of a task that is being closed are named after it. */
export const newTask = 'task.new.';

/** Open ones by when they are due, so that overdue ones come first; closed ones newest first. */
export function sortedTasks(tasks: readonly TaskView[]): { open: TaskView[]; closed: TaskView[] } {
  return {
    open: tasks.filter(({ closed }) => closed === null).toSorted((a, b) => a.dueAtMs - b.dueAtMs),
    closed: tasks.filter(({ closed }) => closed !== null).toSorted((a, b) => (b.closed?.atMs ?? 0) - (a.closed?.atMs ?? 0)),
  };
}

export function timeLeft({ dueAtMs }: Pick<TaskView, 'dueAtMs'>, nowMs: number): { words: string; isOverdue: boolean } {
  const leftMs = dueAtMs - nowMs;
  return leftMs > 0 ? { words: `${clock(leftMs)} left`, isOverdue: false } : { words: `overdue ${clock(-leftMs)}`, isOverdue: true };
}

/** On the tab: that some are late, else how many are open. */
export function tasksBadge(tasks: readonly TaskView[], nowMs: number): string | number {
  const { open } = sortedTasks(tasks);
  const late = open.filter((task) => timeLeft(task, nowMs).isOverdue).length;
  return late > 0 ? `▲ ${late}` : open.length;
}

const nobody = { id: 'nobody', label: 'nobody yet' };

/** Who may have a task: everybody of the drill but those who only watch. */
export function ownersOf({ players }: Pick<DrillView, 'players'>): { id: string; label: string }[] {
  const acting = players.filter(({ role }) => role !== 'observer');
  return [nobody, ...acting.map(({ playerId, name, role }) => ({ id: playerId, label: role === null ? name : `${name}, ${role}` }))];
}

export const ownerId = (playerId: string | null): string => playerId ?? nobody.id;
export const playerOfOwner = (id: string): string | null => (id === nobody.id ? null : id);
