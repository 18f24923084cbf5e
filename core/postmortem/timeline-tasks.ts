/** Rows of the timeline about tasks. */

import { ownerOf, taskOf } from '../drill/rules/tasks.ts';
import type { DrillState } from '../drill/state.ts';
import type { RowTexts } from './timeline-row.ts';

export const taskRows: Pick<RowTexts, 'taskAdded' | 'taskClosed' | 'taskRenewed' | 'taskHanded' | 'taskOverdue'> = {
  taskAdded: ({ taskId, text, ownerPlayerId }, state) => ({
    what: `Task for ${ownerOf(state, { ownerPlayerId }) ?? 'nobody yet'}: ${text}`,
    references: [`task ${taskId}`],
  }),
  taskClosed: ({ taskId, result }, state) => ({
    what: `Task closed: ${textOf(state, taskId)}${result === '' ? '' : ` (${result})`}`,
    references: [`task ${taskId}`],
  }),
  taskRenewed: ({ taskId, minutes }, state) => ({
    what: `Task renewed for ${minutes} min: ${textOf(state, taskId)}`,
    references: [`task ${taskId}`],
  }),
  taskHanded: ({ taskId, ownerPlayerId }, state) => ({
    what: `Task handed to ${ownerOf(state, { ownerPlayerId }) ?? 'nobody yet'}: ${textOf(state, taskId)}`,
    references: [`task ${taskId}`],
  }),
  taskOverdue: ({ taskId }, state) => ({ what: `Task overdue: ${textOf(state, taskId)}`, references: [`task ${taskId}`] }),
};

function textOf(state: DrillState, id: string): string {
  return taskOf(state, id)?.text ?? id;
}
