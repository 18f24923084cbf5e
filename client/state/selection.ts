/** What the person looks at: one component, trace or entry. Evidence is a name for such a view, and opens it again. */
import { create } from 'zustand';
import { type BreakdownDimension, breakdownDimensions } from '../../core/protocol/breakdown.ts';
import { type EngineTab, engineViewName, engineViewWords, readEngineView } from '../../core/protocol/engine-view.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { anyLog, type LogSearch, logSearchOfName, nameOfLogSearch, wordsOfLogSearch } from './log-search.ts';
import { type Figure, type Known, measuredOf, signalOf } from './signal-ref.ts';
import { anyTrace, isAnyTrace, nameOfSearch, searchOfName, type TraceSearch, wordsOfSearch } from './trace-search.ts';

export const evidenceTabs = [
  'map',
  'metrics',
  'traces',
  'logs',
  'profiles',
  'changes',
  'tickets',
  'slos',
  'kafka',
  'cache',
  'postgres',
  'papers',
] as const;
export type EvidenceTab = (typeof evidenceTabs)[number];

export interface ChosenProfile {
  id: string;
  /** `CPU of catalog-1`. */
  label: string;
  /** What is searched for in it. */
  text: string;
  /** Frame that fills the picture. */
  zoom: number;
}

export interface Selection {
  tab: EvidenceTab;
  /** Service, link (`catalog->redis`), engine or outside system; null for the shop as its users meet it. */
  component: string | null;
  traceId: string | null;
  /** Trace that it is compared with. */
  compareId: string | null;
  /** Which traces are listed. */
  search: TraceSearch;
  /** View of an engine's tab, as `engineViewName` writes it; null for the first of the tab. */
  engine: string | null;
  /** Which log lines are listed. */
  logs: LogSearch;
  /** What the golden signals are told apart by. */
  by: BreakdownDimension;
  /** Profile of an instance that is open, and what is looked at in it. */
  profile: ChosenProfile | null;
  /** Entry of the tab that is marked: an alert, change, ticket or action, or a view or row of an engine. */
  entry: { kind: 'alert' | 'change' | 'ticket' | 'action' | 'panel'; id: string; label: string } | null;
  /** Figure whose chart was pointed at; null for the one that speaks for the component. */
  figure: Figure | null;
  /** Runbook that is open beside the evidence, by its name. */
  runbook: string | null;
  /** Game time that was picked on a chart or that a link named; null for now. */
  atMs: number | null;
}

export const nothingSelected: Selection = {
  tab: 'map',
  component: null,
  traceId: null,
  compareId: null,
  search: anyTrace,
  logs: anyLog,
  runbook: null,
  by: 'instance',
  profile: null,
  engine: null,
  entry: null,
  figure: null,
  atMs: null,
};

export const useSelection = create<Selection>(() => nothingSelected);

const tabOfEntry = { alert: 'slos', change: 'changes', ticket: 'tickets', action: 'changes' } as const;

/** The view that a piece of evidence names. */
export function selectionOf({ kind, ref, label, atMs }: Evidence): Selection {
  const at = { ...nothingSelected, atMs };
  switch (kind) {
    case 'trace':
      return { ...at, tab: 'traces', ...traceView(ref) };
    case 'traces':
      // The time of a search is in its name.
      return { ...nothingSelected, tab: 'traces', ...searchOfName(ref) };
    case 'logs':
      return { ...at, tab: 'logs', ...logSearchOfName(ref) };
    case 'metrics':
      return { ...at, tab: 'metrics', ...metricsView(ref) };
    case 'profile':
      return { ...at, tab: 'profiles', profile: profileOf(ref, label) };
    case 'signal':
      return { ...at, ...signalView(ref) };
    case 'panel':
      return { ...at, ...engineViewOf(ref), entry: { kind, id: ref, label } };
    default:
      return { ...at, tab: tabOfEntry[kind], entry: { kind, id: ref, label } };
  }
}

function engineViewOf(ref: string): { tab: EngineTab; engine: string | null } {
  const view = readEngineView(ref);
  return view ? { tab: view.tab, engine: ref.split('#')[0] ?? null } : { tab: 'kafka', engine: null };
}

function metricsView(ref: string): Pick<Selection, 'component' | 'by'> {
  const words = new URLSearchParams(ref);
  return { component: words.get('component'), by: breakdownDimensions.find((by) => by === words.get('by')) ?? nothingSelected.by };
}

function traceView(ref: string): Pick<Selection, 'traceId' | 'compareId'> {
  const [traceId = '', compareId = null] = ref.split('~');
  return { traceId, compareId };
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
  const atMs = Math.round(selection.atMs ?? nowMs);
  const { entry } = selection;
  const ofEntry = entry && ({ kind: entry.kind, ref: entry.id, label: entry.label.slice(0, 160), atMs } as const);
  return (
    openedEvidence(selection, atMs) ??
    ofEntry ??
    listedEvidence(selection, known, atMs) ?? { kind: 'signal', ...signalOf(selection, known), atMs }
  );
}

/** What is open in a tab; null where nothing is. */
function openedEvidence(selection: Selection, atMs: number): Evidence | null {
  const { tab, traceId, profile } = selection;
  if ((tab === 'traces' || tab === 'logs') && traceId) return traceEvidence(selection, traceId, atMs);
  if (tab === 'profiles' && profile) return profileEvidence(profile, atMs);
  return tab === 'logs' ? logEvidence(selection, atMs) : null;
}

/** What a tab lists, or shows of an engine; null where that is nothing of its own. */
function listedEvidence(selection: Selection, known: Known, atMs: number): Evidence | null {
  const { tab, search, engine, figure } = selection;
  if (tab === 'metrics' && figure === null) return metricsEvidence(selection, known, atMs);
  if (tab === 'traces' && !isAnyTrace(search)) return searchEvidence(selection, atMs);
  const view = engine === null ? null : readEngineView(engine);
  if (view?.tab !== tab || view.detail === '') return null;
  return { kind: 'panel', ref: engineViewName(view).slice(0, 400), label: engineViewWords(view), atMs };
}

function traceEvidence({ compareId }: Selection, traceId: string, atMs: number): Evidence {
  const [ref, label] = compareId === null ? [traceId, 'trace'] : [`${traceId}~${compareId}`, 'comparison of trace'];
  return { kind: 'trace', ref, label: `${label} ${traceId.slice(0, 8)}`, atMs };
}

function metricsEvidence({ component, by }: Selection, known: Known, atMs: number): Evidence {
  const measured = measuredOf(component ?? 'gateway', known);
  return { kind: 'metrics', ref: new URLSearchParams({ component: measured, by }).toString(), label: `${measured} by ${by}`, atMs };
}

function searchEvidence({ search, component }: Selection, nowMs: number): Evidence {
  const atMs = Math.round(search.toMs ?? nowMs);
  return { kind: 'traces', ref: nameOfSearch(search, component).slice(0, 400), label: wordsOfSearch(search), atMs };
}

function logEvidence({ logs, component }: Selection, atMs: number): Evidence {
  return { kind: 'logs', ref: nameOfLogSearch(logs, component), label: wordsOfLogSearch(logs, component).slice(0, 160), atMs };
}

function profileOf(ref: string, label: string): ChosenProfile {
  const [id = '', zoom = '0', ...text] = ref.split('~');
  return { id, label: label.split(': ')[0] ?? label, text: text.join('~'), zoom: Number(zoom) || 0 };
}

function profileEvidence({ id, label, text, zoom }: ChosenProfile, atMs: number): Evidence {
  return { kind: 'profile', ref: `${id}~${zoom}~${text}`, label: text === '' ? label : `${label}: ${text}`, atMs };
}

export function openEvidence(evidence: Evidence): void {
  // What is read beside the evidence stays open.
  useSelection.setState({ ...selectionOf(evidence), runbook: useSelection.getState().runbook });
}

/** What is marked or pointed at belongs to the view that was left, unless the change says otherwise. */
export function select(change: Partial<Selection>): void {
  const leaves = change.component !== undefined || change.tab !== undefined;
  const another = change.traceId !== undefined;
  useSelection.setState({ ...(leaves ? { figure: null } : {}), ...(another ? { compareId: null } : {}), ...change });
}
