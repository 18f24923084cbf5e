/** What the person looks at: one component, trace or entry. Evidence is a name for such a view, and opens it again. */
import { create } from 'zustand';
import type { Evidence } from '../../core/protocol/evidence.ts';

export const evidenceTabs = ['map', 'traces', 'changes', 'tickets', 'slos', 'kafka', 'cache'] as const;
export type EvidenceTab = (typeof evidenceTabs)[number];

export interface Selection {
  tab: EvidenceTab;
  /** Service, link (`catalog->redis`), engine or outside system; null for the shop as its users meet it. */
  component: string | null;
  traceId: string | null;
  /** Entry of the tab that is marked: an alert, change, ticket or action. */
  entry: { kind: 'alert' | 'change' | 'ticket' | 'action'; id: string; label: string } | null;
  /** Game time that was picked on a chart. */
  atMs: number | null;
}

export const nothingSelected: Selection = { tab: 'map', component: null, traceId: null, entry: null, atMs: null };

export const useSelection = create<Selection>(() => nothingSelected);

const tabOfEntry = { alert: 'slos', change: 'changes', ticket: 'tickets', action: 'changes' } as const;

/** The view that a piece of evidence names. */
export function selectionOf({ kind, ref, label, atMs }: Evidence): Selection {
  const at = { ...nothingSelected, atMs };
  switch (kind) {
    case 'trace':
      return { ...at, tab: 'traces', traceId: ref };
    case 'signal':
      return { ...at, ...signalView(ref) };
    default:
      return { ...at, tab: tabOfEntry[kind], entry: { kind, id: ref, label } };
  }
}

function signalView(ref: string): Pick<Selection, 'tab' | 'component'> {
  const subject = ref.split('|')[0] ?? '';
  const colon = subject.indexOf(':');
  if (subject.startsWith('group:')) return { tab: 'kafka', component: null };
  if (colon < 0) return { tab: 'cache', component: null };
  return { tab: 'map', component: subject.slice(colon + 1) };
}

/** The evidence that names what is looked at now. */
export function evidenceOf(selection: Selection, nowMs: number): Evidence {
  const { tab, traceId, entry } = selection;
  const atMs = Math.round(selection.atMs ?? nowMs);
  if (tab === 'traces' && traceId) return { kind: 'trace', ref: traceId, label: `trace ${traceId.slice(0, 8)}`, atMs };
  if (entry) return { kind: entry.kind, ref: entry.id, label: entry.label.slice(0, 160), atMs };
  return { kind: 'signal', ...signalOf(selection), atMs };
}

function signalOf({ tab, component }: Selection): { ref: string; label: string } {
  if (tab === 'cache' || component === 'redis') return { ref: 'cache|hitRatio', label: 'cache hit ratio' };
  if (tab === 'kafka' || component === 'kafka') return { ref: 'group:fulfilment|lag', label: 'lag of fulfilment' };
  const name = component ?? 'gateway';
  return { ref: `${name.includes('->') ? 'link' : 'service'}:${name}|p95`, label: `p95 of ${name}` };
}

export function openEvidence(evidence: Evidence): void {
  useSelection.setState(selectionOf(evidence));
}

export function select(change: Partial<Selection>): void {
  useSelection.setState(change);
}
