/** Tasks, with who has them and until when. */
import type { TaskState } from '../reasoning-state.ts';
import type { DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

export const taskEvolvers: Evolvers<'taskAdded' | 'taskClosed' | 'taskRenewed' | 'taskHanded' | 'taskOverdue'> = {
  taskAdded(state, { atMs, actor, data }) {
    const task: TaskState = { ...data, atMs, by: actor.name, isOverdue: false, renewals: 0, closed: null };
    return { ...state, tasks: [...state.tasks, task] };
  },
  taskClosed: (state, { atMs, actor, data: { taskId, result } }) =>
    change(state, taskId, () => ({ closed: { by: actor.name, atMs, result } })),
  taskRenewed: (state, { data: { taskId, dueAtMs } }) =>
    change(state, taskId, ({ renewals }) => ({ dueAtMs, isOverdue: false, renewals: renewals + 1 })),
  taskHanded: (state, { data: { taskId, ownerPlayerId } }) => change(state, taskId, () => ({ ownerPlayerId })),
  taskOverdue: (state, { data: { taskId } }) => change(state, taskId, () => ({ isOverdue: true })),
};

function change(state: DrillState, id: string, to: (known: TaskState) => Partial<TaskState>): DrillState {
  return { ...state, tasks: state.tasks.map((known) => (known.taskId === id ? { ...known, ...to(known) } : known)) };
}
