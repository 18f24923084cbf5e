/** What the person looks at: one component, trace or entry. Evidence is a name for such a view, and opens it again. */
import { create } from 'zustand';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { type Figure, type Known, signalOf } from './signal-ref.ts';

export const evidenceTabs = ['map', 'traces', 'logs', 'changes', 'tickets', 'slos', 'kafka', 'cache'] as const;
export type EvidenceTab = (typeof evidenceTabs)[number];

export interface Selection {
  tab: EvidenceTab;
  /** Service, link (`catalog->redis`), engine or outside system; null for the shop as its users meet it. */
  component: string | null;
  traceId: string | null;
  /** Entry of the tab that is marked: an alert, change, ticket or action. */
  entry: { kind: 'alert' | 'change' | 'ticket' | 'action'; id: string; label: string } | null;
  /** Figure whose chart was pointed at; null for the one that speaks for the component. */
  figure: Figure | null;
  /** Game time that was picked on a chart or that a link named; null for now. */
  atMs: number | null;
}

export const nothingSelected: Selection = { tab: 'map', component: null, traceId: null, entry: null, figure: null, atMs: null };

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

function signalView(ref: string): Pick<Selection, 'tab' | 'component' | 'figure'> {
  const [subject = '', named = ''] = ref.split('|');
  const figure = named as Figure;
  const colon = subject.indexOf(':');
  const name = subject.slice(colon + 1);
  if (subject.startsWith('group:')) return { tab: 'kafka', component: name, figure };
  if (colon < 0) return { tab: 'cache', component: null, figure };
  return { tab: 'map', component: name, figure };
}

/** The evidence that names what is looked at at `nowMs`, unless another moment was picked. */
export function evidenceOf(selection: Selection, nowMs: number, known: Known): Evidence {
  const { tab, traceId, entry } = selection;
  const atMs = Math.round(selection.atMs ?? nowMs);
  if ((tab === 'traces' || tab === 'logs') && traceId) return { kind: 'trace', ref: traceId, label: `trace ${traceId.slice(0, 8)}`, atMs };
  if (entry) return { kind: entry.kind, ref: entry.id, label: entry.label.slice(0, 160), atMs };
  return { kind: 'signal', ...signalOf(selection, known), atMs };
}

export function openEvidence(evidence: Evidence): void {
  useSelection.setState(selectionOf(evidence));
}

/** What is marked or pointed at belongs to the view that was left, unless the change says otherwise. */
export function select(change: Partial<Selection>): void {
  const leaves = change.component !== undefined || change.tab !== undefined;
  useSelection.setState(leaves ? { figure: null, ...change } : change);
}
