/** Tasks: somebody does something within so many minutes. Each is closed with what came of it, renewed, or handed on. */
import type { TaskState } from '../reasoning-state.ts';
import { playerOf } from '../rules/players.ts';
import { taskOf } from '../rules/tasks.ts';
import type { DrillState } from '../state.ts';
import { emit, type Refused, type Turn } from '../turn.ts';
import type { Deciders } from './decider.ts';
import { onlyIn } from './phase-guard.ts';

const minuteMs = 60_000;
/** More than a pod can keep in mind; a client gone wild ends here. */
const maxTasks = 100;

export const taskDeciders: Deciders<'addTask' | 'closeTask' | 'renewTask' | 'handTask'> = {
  addTask(turn, { data: { text, ownerPlayerId, timeBoxMinutes } }) {
    const refused = onTheList(turn) ?? refuseOwner(turn.state, ownerPlayerId);
    if (refused) return refused;
    const count = turn.state.tasks.length;
    if (count >= maxTasks) return { code: 'bad_parameter', detail: `a drill holds at most ${maxTasks} tasks` };
    const dueAtMs = turn.atMs + timeBoxMinutes * minuteMs;
    emit(turn, { type: 'taskAdded', data: { taskId: `task-${count + 1}`, text, ownerPlayerId, dueAtMs } });
    return null;
  },
  closeTask(turn, { data: { taskId, result = '' } }) {
    const found = openTask(turn, taskId);
    if ('code' in found) return found;
    emit(turn, { type: 'taskClosed', data: { taskId, result } });
    return null;
  },
  renewTask(turn, { data: { taskId, minutes } }) {
    const found = openTask(turn, taskId);
    if ('code' in found) return found;
    const dueAtMs = turn.atMs + minutes * minuteMs;
    if (dueAtMs !== found.dueAtMs) emit(turn, { type: 'taskRenewed', data: { taskId, minutes, dueAtMs } });
    return null;
  },
  handTask(turn, { data: { taskId, ownerPlayerId } }) {
    const found = openTask(turn, taskId);
    if ('code' in found) return found;
    const refused = refuseOwner(turn.state, ownerPlayerId);
    if (refused) return refused;
    if (found.ownerPlayerId !== ownerPlayerId) emit(turn, { type: 'taskHanded', data: { taskId, ownerPlayerId } });
    return null;
  },
};

function onTheList(turn: Turn): Refused | null {
  return onlyIn(turn, ['baseline', 'live', 'paused']);
}

function openTask(turn: Turn, id: string): TaskState | Refused {
  const refused = onTheList(turn);
  if (refused) return refused;
  const task = taskOf(turn.state, id);
  return task && task.closed === null ? task : { code: 'unknown_task', detail: id };
}

/** Nobody yet, or somebody of this drill who may act. */
function refuseOwner(state: DrillState, ownerPlayerId: string | null): Refused | null {
  if (ownerPlayerId === null) return null;
  const owner = playerOf(state, ownerPlayerId);
  if (!owner) return { code: 'bad_parameter', detail: `ownerPlayerId: nobody in this drill is ${ownerPlayerId}` };
  return owner.role === 'observer' ? { code: 'bad_parameter', detail: `ownerPlayerId: ${owner.name} only watches` } : null;
}
