/** Lines of the incident channel about tasks, and about how the board and the diagnosis come together. */
import { wordsOfCategory } from '../../protocol/hypotheses.ts';
import type { DrillState } from '../state.ts';
import { ownerOf, taskOf } from './tasks.ts';
import type { Lines } from './timeline-line.ts';

const us = 'Brownout';
const minuteMs = 60_000;

export const reasoningLines: Lines = {
  taskAdded: ({ atMs, actor, data: { taskId, text, dueAtMs } }, after) => ({
    kind: 'task',
    from: actor.name,
    text: `Task for ${ownerIn(after, taskId)}, ${minutes(dueAtMs - atMs)}: ${text}`,
  }),
  taskClosed: ({ actor, data: { taskId, result } }, after) => ({
    kind: 'task',
    from: actor.name,
    text: `Task closed: ${taskText(after, taskId)}${result === '' ? '' : `\n${result}`}`,
  }),
  taskRenewed: ({ actor, data: { taskId, minutes: more } }, after) => ({
    kind: 'task',
    from: actor.name,
    text: `Task renewed for ${minutes(more * minuteMs)}: ${taskText(after, taskId)}`,
  }),
  taskHanded: ({ actor, data: { taskId } }, after) => ({
    kind: 'task',
    from: actor.name,
    text: `Task handed to ${ownerIn(after, taskId)}: ${taskText(after, taskId)}`,
  }),
  taskOverdue: ({ data: { taskId } }, after) => ({
    kind: 'task',
    from: us,
    text: `Task overdue, with ${ownerIn(after, taskId)}: ${taskText(after, taskId)} Close it or renew it.`,
  }),
  hypothesisSorted: ({ actor, data: { hypothesisId, category } }, after) => ({
    kind: 'hypothesis',
    from: actor.name,
    text: `${category === null ? 'Not sorted any more' : `Sorted under ${wordsOfCategory[category].toLowerCase()}`}: ${textOf(after, hypothesisId)}`,
  }),
  hypothesisLinked: ({ actor, data: { hypothesisId, explains } }, after) => ({
    kind: 'hypothesis',
    from: actor.name,
    text:
      explains === null
        ? `Explains nothing any more: ${textOf(after, hypothesisId)}`
        : `Why “${textOf(after, explains)}”? Because: ${textOf(after, hypothesisId)}`,
  }),
  // What it says stays closed: everybody says for themselves what it was.
  diagnosisSubmitted: ({ actor }, after) =>
    after.ending === null ? { kind: 'hypothesis', from: actor.name, text: 'Locked a diagnosis.' } : null,
};

function minutes(ms: number): string {
  return `${Number((ms / minuteMs).toFixed(1))} min`;
}

function ownerIn(after: DrillState, id: string): string {
  const task = taskOf(after, id);
  return (task && ownerOf(after, task)) ?? 'nobody yet';
}

function taskText(after: DrillState, id: string): string {
  return taskOf(after, id)?.text ?? id;
}

function textOf({ hypotheses }: DrillState, id: string): string {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id)?.text ?? id;
}
