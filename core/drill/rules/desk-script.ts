/** Items of the script in a facilitator's words: what they do, and when or after what. */
import type { Desk } from '../../protocol/desk.ts';
import { describeOperation } from '../../sandbox/describe-operation.ts';
import type { PlannedChange, ScriptItem } from '../../scenario/plan.ts';
import type { DrillState } from '../state.ts';
import { itemDueMs } from './script.ts';

type DeskItem = Desk['script'][number];

const longestLabel = 80;

export function describeItem(state: DrillState, item: ScriptItem): DeskItem {
  const { id, kind, drawer } = item;
  const outcome = state.injects[id];
  return {
    injectId: id,
    kind,
    ...wordsOf(item),
    drawer,
    state: outcome ?? 'next',
    dueAtMs: itemDueMs(state, item),
    waitsFor: outcome === undefined ? waitsFor(state, item) : null,
    firedAtMs: outcome === 'fired' ? (state.injectedAtMs[id] ?? null) : null,
  };
}

function wordsOf(item: ScriptItem): Pick<DeskItem, 'label' | 'detail'> {
  switch (item.kind) {
    case 'fault': {
      const { label, detail } = describeOperation(item.operation);
      const ends = item.endsAfterMs === null ? [] : [`ends by itself after ${clock(item.endsAfterMs)}`];
      const told = item.change === null ? [] : [`change log: ${changeWords(item.change)}`];
      return { label: item.primary ? `${label} (the cause)` : label, detail: [detail, ...ends, ...told].join('; ') };
    }
    case 'change':
      return {
        label: cut(changeWords(item.change)),
        detail: `change log, by ${item.change.by}${item.change.operation ? '; really done' : ''}`,
      };
    case 'message':
      return { label: cut(`${item.from}: ${item.text}`), detail: `${channelWords[item.channel]}: ${item.text}` };
  }
}

const channelWords = { incident: 'incident channel', ticket: 'customer ticket', statusPage: 'status page' };

function changeWords({ kind, target, summary }: Pick<PlannedChange, 'kind' | 'target' | 'summary'>): string {
  return `${kind} of ${target}: ${summary}`;
}

/** What must happen before it is due; null once that is known, and for the drawer, which waits for nobody but the facilitator. */
function waitsFor(state: DrillState, { due, drawer }: ScriptItem): string | null {
  if (drawer) return null;
  if ('atMs' in due) return state.liveAtMs === null ? `the start of the clock${then(due.atMs)}` : null;
  if (state.firstPageAtMs[due.afterAlert] !== undefined) return null;
  const alert = due.afterAlert === 'any' ? 'the first page' : `the first page of ${due.afterAlert}`;
  return `${alert}${then(due.delayMs)}`;
}

function then(delayMs: number): string {
  return delayMs === 0 ? '' : `, then ${clock(delayMs)}`;
}

/** `0:45`. */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function cut(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;
}
