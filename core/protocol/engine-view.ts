/** Which view of an engine's tab, or which of the papers, is open, as a short name: `kafka/records/orders.placed/3@120`, `postgres/plan/search-page?words=steel`, `papers/api/POST /checkout`. */
import type { PanelQuery } from './panels.ts';

export type EngineTab = 'kafka' | 'postgres' | 'cache' | 'papers';

export interface EngineView {
  tab: EngineTab;
  /** `records`, `plan`, …; one of the tab's own. */
  view: string;
  /** What of it: `orders.placed/3@120`; empty for all. */
  detail: string;
  /** Row that is marked; null for none. */
  row: string | null;
}

const tabs: readonly string[] = ['kafka', 'postgres', 'cache', 'papers'] satisfies EngineTab[];

/** @returns null when it is the name of none */
export function readEngineView(name: string): EngineView | null {
  const [, tab, view, detail = '', row] = /^([a-z]+)\/([a-z]+)(?:\/([^#]*))?(?:#(.*))?$/.exec(name) ?? [];
  if (tab === undefined || view === undefined || !tabs.includes(tab)) return null;
  return { tab: tab as EngineTab, view, detail, row: row ?? null };
}

export function engineViewName({ tab, view, detail, row }: EngineView): string {
  return `${tab}/${view}${detail === '' ? '' : `/${detail.replaceAll('#', '')}`}${row === null ? '' : `#${row}`}`;
}

const tabWords: Record<EngineTab, string> = { kafka: 'Kafka', postgres: 'Postgres', cache: 'Redis', papers: 'Papers' };

/** As the pod reads it on a link. */
export function engineViewWords({ tab, view, detail }: EngineView): string {
  return `${tabWords[tab]} ${view} ${detail.replace(/\?.*$/, '')}`.trim().slice(0, 160);
}

/** Of a partition's records: `orders.placed/3@120`, without an offset for the newest. */
export interface RecordsPlace {
  topic: string;
  partition: number;
  around: number | null;
}

export function readRecordsPlace(detail: string): RecordsPlace | null {
  const [, topic, partition, around] = /^([A-Za-z0-9._-]{1,100})\/(\d{1,5})(?:@(\d{1,15}))?$/.exec(detail) ?? [];
  if (topic === undefined || partition === undefined) return null;
  return { topic, partition: Number(partition), around: around === undefined ? null : Number(around) };
}

export function recordsDetail({ topic, partition, around }: RecordsPlace): string {
  return `${topic}/${partition}${around === null ? '' : `@${around}`}`;
}

/** Of a plan: its statement and the values that were given. */
export interface PlanPlace {
  statement: string;
  values: Record<string, string>;
}

export function readPlanPlace(detail: string): PlanPlace | null {
  const at = detail.indexOf('?');
  const statement = at < 0 ? detail : detail.slice(0, at);
  if (statement === '') return null;
  const pairs =
    at < 0
      ? []
      : detail
          .slice(at + 1)
          .split('&')
          .filter(Boolean);
  return { statement, values: Object.fromEntries(pairs.map(readPair)) };
}

/** `words=a%20b`; what is no such pair is taken as it stands. */
function readPair(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [decoded(name), decoded(value.join('='))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

export function planDetail({ statement, values }: PlanPlace): string {
  const words = Object.entries(values)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return words === '' ? statement : `${statement}?${words}`;
}

/** The look at the engine that a view shows; null for the name of none. */
export function panelQueryOf(name: string): PanelQuery | null {
  const view = readEngineView(name);
  // Papers stay as they are: nothing of them is looked up.
  if (view === null || view.tab === 'papers') return null;
  if (view.tab === 'cache') return { kind: 'redis' };
  const records = view.tab === 'kafka' ? recordsOf(view) : null;
  if (records) return { kind: 'kafkaRecords', ...records };
  const plan = view.tab === 'postgres' && view.view === 'plan' ? readPlanPlace(view.detail) : null;
  return plan ? { kind: 'postgresPlan', ...plan } : { kind: view.tab };
}

/** A parked record is named by its row, any other by the view. */
function recordsOf({ view, detail, row }: EngineView): RecordsPlace | null {
  return view === 'records' ? readRecordsPlace(detail) : view === 'dead' ? readRecordsPlace(row ?? '') : null;
}
