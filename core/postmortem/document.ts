/** A drafted post-mortem as data. Texts of players and sandbox are raw here; rendering escapes them. */
import type { ControlParameters, EventData } from '../drill/events.ts';
import type { Verdict } from '../drill/rules/verdict.ts';
import type { Milestone, Outcome } from '../drill/values.ts';
import type { SloFigures } from '../slo/figures.ts';

export interface PostmortemDocument {
  header: Header;
  /** Two or three sentences from the facts, to be edited. */
  summary: string;
  impact: Impact;
  timings: Timings;
  timeline: TimelineRow[];
  cause: Cause;
  actions: ActionEffect[];
  communication: Communication;
  tasks: TaskRow[];
  lessons: { wentWell: string[]; didNot: string[]; gotLucky: string[] };
  actionItems: ActionItem[];
  /** How-questions of the scenario. */
  questions: string[];
  supporting: Supporting;
}

export interface Header {
  drillId: string;
  title: string;
  status: 'Draft';
  scenarioId: string;
  scenarioTitle: string;
  stack: string;
  seed: number;
  planHash: string;
  outcome: Outcome;
  reason: string;
  /** How the goal of an optimisation drill stood at the end, a sentence; null where something was to be mended. */
  goal: string | null;
  /** As declared last; null when nobody declared. */
  severity: number | null;
  /** Wall time of the opening, ISO 8601; a label. */
  openedAt: string;
  responders: string[];
}

export interface Impact {
  slos: (SloFigures & { displayName: string })[];
  ordersLost: number;
  centsLost: number;
  /** Customer tickets during the drill. */
  tickets: number;
  /** By how much windows and budget are compressed against production. */
  compressionFactor: number;
  budgetWindowHours: number;
}

/** Game milliseconds since the clock started. Null where a milestone was not reached. */
export interface Timings {
  milestones: { milestone: Milestone; atMs: number | null; reference: string }[];
  /** Spans in milliseconds: to detect, acknowledge, mitigate (users well again), resolve. */
  timeToDetectMs: number | null;
  timeToAcknowledgeMs: number | null;
  timeToMitigateMs: number | null;
  timeToResolveMs: number | null;
}

export interface TimelineRow {
  /** Game milliseconds since the clock started; negative for what was before. */
  atMs: number;
  who: string;
  what: string;
  /** Where it stands in the record: `event 12`, `alert browse-latency.page.1`, `control c3`, `trace 4bf9…`. Never empty. */
  references: string[];
}

export interface Cause {
  /** False for a drill in which nothing was wrong. */
  real: boolean;
  component: string;
  mechanism: string;
  why: string;
  owner: string;
  conditions: string[];
  detectionGap: string;
  propagation: { from: string; to: string; effect: string }[];
  decoys: string[];
}

export interface ActionEffect {
  controlId: string;
  control: string;
  target: string;
  parameters: ControlParameters;
  by: string;
  equivalent: string;
  landedAtMs: number;
  undoneAtMs: number | null;
  verdict: Verdict;
  /** SLO the shares belong to. */
  slo: string;
  /** Bad share in the 30 s before and after it landed; null without events. */
  badShareBefore: number | null;
  badShareAfter: number | null;
  references: string[];
}

export interface Communication {
  entries: {
    atMs: number;
    channel: 'update' | 'executives' | 'public' | EventData['messagePosted']['channel'] | 'owner';
    from: string;
    text: string;
    references: string[];
  }[];
  updates: number;
  /** From declaring to the first update, and the longest silence after it; null when there is nothing to measure. */
  firstUpdateAfterMs: number | null;
  longestGapMs: number | null;
}

export interface TaskRow {
  /** Milliseconds since the clock started. */
  atMs: number;
  text: string;
  /** Null where nobody had it. */
  owner: string | null;
  /** What became of it: `closed`, `open`, `overdue`, with what was said. */
  state: string;
  references: string[];
}

export interface ActionItem {
  type: 'prevent' | 'mitigate' | 'detect' | 'process';
  text: string;
  /** Suggested by who owns the component; empty when people must decide. */
  owner: string;
  priority: 'P1' | 'P2';
  /** Date, `2026-05-01`. */
  due: string;
}

export interface Supporting {
  events: number;
  lastSeq: number;
  samples: number;
  alerts: { alertId: string; severity: string; firedAtMs: number; resolvedAtMs: number | null }[];
  inspiredBy: string;
  /** How it was found out whether it was over: the resolve, then each thing that was tried. */
  oracle: string[];
  undo: { ok: boolean; remaining: string[] } | null;
}
