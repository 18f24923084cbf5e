/** Items of the script in a facilitator's words: what they do, and when or after what. */
import type { Desk } from '../../protocol/desk.ts';
import { shipmentWords } from '../../requests/shipment.ts';
import { describeOperation } from '../../sandbox/describe-operation.ts';
import type { PlannedChange, ScriptItem } from '../../scenario/plan.ts';
import type { DrillState } from '../state.ts';
import { clock, conditionWords } from './condition-words.ts';
import { holdsSinceMs } from './conditions.ts';
import { itemDueMs, waitedFor } from './script.ts';

type DeskItem = Desk['script'][number];

const longestLabel = 80;

export function describeItem(state: DrillState, item: ScriptItem): DeskItem {
  const { id, kind, drawer } = item;
  const outcome = state.injects[id];
  return {
    injectId: id,
    kind,
    ...withReservations(item, wordsOf(item)),
    drawer,
    state: outcome ?? 'next',
    dueAtMs: itemDueMs(state, item),
    waitsFor: outcome === undefined ? waitsFor(state, item) : null,
    firedAtMs: outcome === 'fired' ? (state.injectedAtMs[id] ?? null) : null,
  };
}

/** What may keep it from happening, and that there is nothing to find in it. */
function withReservations({ unless, noise }: ScriptItem, words: Words): Words {
  const detail = unless === undefined ? words.detail : `${words.detail}; not after ${conditionWords(unless)}`;
  return { label: noise ? `${words.label} (noise)` : words.label, detail };
}

type Words = Pick<DeskItem, 'label' | 'detail'>;

function wordsOf(item: ScriptItem): Words {
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
    case 'request': {
      const { from, title, ships } = item.request;
      return { label: cut(`${from}: ${title}`), detail: `change request: ${shipmentWords(ships)}` };
    }
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
  if (holdsSinceMs(state, waitedFor(due)) !== null) return null;
  return `${conditionWords(waitedFor(due))}${then(due.delayMs)}`;
}

function then(delayMs: number): string {
  return delayMs === 0 ? '' : `, then ${clock(delayMs)}`;
}

function cut(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;
}
