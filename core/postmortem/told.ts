/** The whole debrief: figures and truth, the curated timeline, diagnoses with their distance, and the views that prove it. */

import { communicationTold } from '../communication/findings.ts';
import { edgesOfTruth, judgedEdges } from '../diagnosis/spread.ts';
import type { DrillEvent } from '../drill/events.ts';
import { hopsBetween } from '../drill/hops.ts';
import { loggedChange } from '../drill/logged-change.ts';
import type { SaidDiagnosis } from '../drill/reasoning-state.ts';
import type { Debrief, ProofView } from '../protocol/debrief.ts';
import type { DiagnosisView } from '../protocol/debrief-reasoning.ts';
import type { SpreadEdge } from '../protocol/diagnosis.ts';
import type { StackView } from '../protocol/stack-view.ts';
import { isAt, type SpanView } from '../protocol/traces.ts';
import type { Plan } from '../scenario/plan.ts';
import { type CaseFile, openCaseFile } from './case-file.ts';
import { timelineOf } from './timeline.ts';

export interface KeptRecord {
  stack: Pick<StackView, 'links'>;
  /** Traces kept with the drill. */
  traces: readonly (readonly SpanView[])[];
}

/** @throws Error when the drill has not ended: its truth is sealed until then. */
export function tellDebrief(events: readonly DrillEvent[], plan: Plan, kept: KeptRecord): Debrief {
  const file = openCaseFile(events, plan);
  const truth = plan.truth.trigger.component;
  const spread = edgesOfTruth(plan.truth.propagation, kept.stack);
  return {
    ...file.debrief,
    timeline: timelineOf(file).map((row) => ({ ...row, atMs: row.atMs + file.startMs })),
    communication: communicationTold(events, { plan, links: kept.stack.links }),
    diagnoses: file.state.diagnoses.map((said) => ({ ...toldOf(said, spread), hops: hopsBetween(kept.stack, said.component, truth) })),
    spread,
    proof: plan.proof.flatMap((view) => resolve(view, file, kept) ?? []),
  };
}

/** What was not said is told as empty. */
function toldOf(diagnosis: SaidDiagnosis, spread: readonly SpreadEdge[]): Omit<DiagnosisView, 'hops'> {
  const { trigger = '', confidence, edges = [], hypothesisIds = [], evidence = [], ...said } = diagnosis;
  return { ...said, trigger, confidence: confidence ?? null, edges: judgedEdges(edges, spread), hypothesisIds, evidence };
}

/** The view with what it needs to be opened; null when the record holds nothing for it (a drill that ended before its fault). */
function resolve(view: Plan['proof'][number], file: CaseFile, { traces }: KeptRecord): ProofView | null {
  const { says } = view;
  const { state, startMs } = file;
  const atMs = state.milestones.paged ?? state.milestones.impact ?? startMs;
  if ('signal' in view) return { says, evidence: { kind: 'signal', ref: view.signal, label: labelOf(view.signal), atMs } };
  if ('change' in view) {
    const change = loggedChange(view.change, file.plan, state.changes);
    if (!change) return null;
    const { changeId, kind, target, summary, happenedAtMs } = change;
    return {
      says,
      evidence: { kind: 'change', ref: changeId, label: `${kind} of ${target}: ${summary}`.slice(0, 160), atMs: happenedAtMs },
    };
  }
  const spans = pickTrace(traces, view);
  const traceId = spans?.[0]?.traceId;
  return traceId === undefined
    ? null
    : { says, evidence: { kind: 'trace', ref: traceId, label: `a ${view.pick} trace through ${view.trace}`, atMs } };
}

/** `p95 of catalog->redis`. */
function labelOf(signal: string): string {
  const [subject = '', figure = ''] = signal.split('|');
  return `${figure} of ${subject.replace(/^(service|link|group):/, '')}`;
}

function pickTrace(
  traces: readonly (readonly SpanView[])[],
  { trace, pick }: { trace: string; pick: 'slow' | 'failed' },
): readonly SpanView[] | undefined {
  const longest = (spans: readonly SpanView[]): number =>
    Math.max(0, ...spans.filter((span) => isAt(span, trace)).map(({ durationMs }) => durationMs));
  const isWhole = (spans: readonly SpanView[]): boolean => spans.some(({ parentSpanId }) => parentSpanId === null);
  // Work of a request that was still under way at the end has lost its beginning, and shows no way from the users.
  return traces
    .filter((spans) => spans.some((span) => isAt(span, trace) && (pick === 'slow' || span.error)))
    .toSorted((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || longest(b) - longest(a))[0];
}
