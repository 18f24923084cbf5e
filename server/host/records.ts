/** What can be told of a drill from the store alone: works for ended drills of any former server too. */

import type { KnownStack } from '../../core/diagnosis/known.ts';
import { decide } from '../../core/drill/decide.ts';
import type { Actor, DrillEvent } from '../../core/drill/events.ts';
import { replay } from '../../core/drill/evolve.ts';
import { owesDiagnosis } from '../../core/drill/rules/diagnosis.ts';
import { buildPostmortem } from '../../core/postmortem/build.ts';
import { renderMarkdown } from '../../core/postmortem/markdown.ts';
import { promptIdsOf, sectionsOf, withAnswers } from '../../core/postmortem/prompts.ts';
import { tellDebrief } from '../../core/postmortem/told.ts';
import type { RecordCommand } from '../../core/protocol/commands.ts';
import type { Debrief, PostmortemView, Recording } from '../../core/protocol/debrief.ts';
import { type Ack, type ErrorCode, refusal } from '../../core/protocol/errors.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { type Exhibit, exhibitKeyOf } from '../../core/protocol/exhibits.ts';
import type { ScoreView } from '../../core/protocol/score-view.ts';
import type { SpanView } from '../../core/protocol/traces.ts';
import type { Goal, Plan, PlannedLoad } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import { type DrillSummary, type EventStore, StoreConflict } from '../ports/event-store.ts';
import type { RecordingStore } from '../ports/recording-store.ts';
import { refuseNames } from './known-names.ts';
import { createPublicPages, type PublicPage } from './public-pages.ts';
import { recordingOf } from './recording-view.ts';
import { scoredDrill } from './scored.ts';

export interface DrillRecords {
  debrief(drillId: string): Promise<Debrief | ErrorCode>;
  /** What it is worth: for the facilitator alone. */
  score(drillId: string): Promise<ScoreView | ErrorCode>;
  postmortem(drillId: string): Promise<PostmortemView | ErrorCode>;
  /** The whole document, with what people answered. */
  markdown(drillId: string): Promise<{ markdown: string } | ErrorCode>;
  recording(drillId: string, series: readonly string[]): Promise<Recording | ErrorCode>;
  /** Null for a drill of which no trace was kept. */
  traces(drillId: string): Promise<SpanView[][] | null>;
  /** What a view showed when it was cited; null when nothing was kept of it. */
  exhibit(drillId: string, evidence: Pick<Evidence, 'kind' | 'ref' | 'atMs'>): Promise<Exhibit | null>;
  /** Diagnosis, or an edit of the post-mortem. `live` writes it where the drill is still in the hands of this server. */
  act(drillId: string, command: RecordCommand, actor: Actor): Promise<Ack>;
  /** Whether the truth is closed to this player until they have said what it was, or asked not to. */
  owesDiagnosis(drillId: string, playerId: string): Promise<boolean>;
  /** What was played in this drill; null for an unknown one. */
  scenarioOf(drillId: string): Promise<string | null>;
  /** Goal and load of an optimisation drill, also while it runs; null of every other. */
  aim(drillId: string): Promise<{ goal: Goal; load: PlannedLoad } | null>;
  /** What a pod told the public; null for an unknown drill. */
  publicPage(drillId: string): Promise<PublicPage | null>;
  log(drillId: string): Promise<DrillEvent[]>;
  list(): Promise<DrillSummary[]>;
}

export interface RecordsParts {
  store: EventStore & RecordingStore;
  stack: KnownStack;
  clock: Pick<Clock, 'wallMs'>;
  /** Submits to a drill that this server still holds; null when it does not. */
  live: (drillId: string, command: RecordCommand, actor: Actor) => Promise<Ack> | null;
}

interface Ended {
  plan: Plan;
  events: DrillEvent[];
}

export function createDrillRecords(parts: RecordsParts): DrillRecords {
  const { store, stack } = parts;
  const pages = createPublicPages(store);
  const ended = async (drillId: string): Promise<Ended | ErrorCode> => {
    const plan = await store.readPlan(drillId);
    if (!plan) return 'not_found';
    const events = await store.read(drillId);
    return events.some(({ type }) => type === 'drillEnded') ? { plan, events } : 'wrong_phase';
  };
  const of = async <T>(drillId: string, tell: (found: Ended) => T | Promise<T>): Promise<T | ErrorCode> => {
    const found = await ended(drillId);
    return typeof found === 'string' ? found : tell(found);
  };
  return {
    debrief: (drillId) =>
      of(drillId, async ({ events, plan }) =>
        tellDebrief(events, { ...plan, proof: plan.proof ?? [] }, { stack, traces: await store.readTraces(drillId) }),
      ),
    score: (drillId) => of(drillId, (found) => scoredDrill({ drillId, ...found }, stack)),
    postmortem: (drillId) => of(drillId, viewOfPostmortem),
    markdown: (drillId) => of(drillId, (found) => ({ markdown: withAnswers(draftOf(found), replay(found.plan, found.events).answers) })),
    recording: (drillId, series) =>
      of(drillId, async ({ events, plan }) => recordingOf({ chunks: await store.readChunks(drillId), events, plan }, series)),
    async traces(drillId) {
      const traces = await store.readTraces(drillId);
      return traces.length === 0 ? null : traces;
    },
    exhibit: (drillId, evidence) => store.readExhibit(drillId, exhibitKeyOf(evidence)),
    async act(drillId, command, actor) {
      const found = await ended(drillId);
      if (typeof found === 'string') return refusal(found);
      if (command.type === 'editPostmortem' && !promptIdsOf(draftOf(found)).includes(command.promptId))
        return refusal('unknown_prompt', command.promptId);
      const unknown = refuseNames(command, stack);
      return unknown ?? parts.live(drillId, command, actor) ?? append(parts, found, { drillId, command, actor });
    },
    async owesDiagnosis(drillId, playerId) {
      const found = await ended(drillId);
      return typeof found !== 'string' && owesDiagnosis(replay(found.plan, found.events), playerId);
    },
    scenarioOf: async (drillId) => (await store.readPlan(drillId))?.scenarioId ?? null,
    async aim(drillId) {
      const { goal, loadPlan: load } = (await store.readPlan(drillId)) ?? {};
      return goal && load ? { goal, load } : null;
    },
    publicPage: (drillId) => pages.of(drillId),
    log: (drillId) => store.read(drillId),
    list: () => store.list(),
  };
}

const draftOf = ({ events, plan }: Ended): string => renderMarkdown(buildPostmortem(events, plan));

function viewOfPostmortem(found: Ended): PostmortemView {
  const state = replay(found.plan, found.events);
  return {
    drillId: state.drillId,
    title: state.title ?? found.plan.title,
    revision: state.revision,
    sections: sectionsOf(draftOf(found), state.answers),
  };
}

interface Act {
  drillId: string;
  command: RecordCommand;
  actor: Actor;
  isRetry?: boolean;
}

/** Into the log of a drill that no server runs any more. Two writers at once: the later one looks again and decides anew. */
async function append(parts: RecordsParts, found: Ended, act: Act): Promise<Ack> {
  const state = replay(found.plan, found.events);
  const { type, commandId, ...data } = act.command;
  const decision = decide(
    {
      type,
      drillId: act.drillId,
      commandId: `${act.actor.id}/${commandId}`,
      atMs: state.atMs,
      observedAtMs: parts.clock.wallMs(),
      actor: act.actor,
      data,
    } as never,
    state,
  );
  if (!decision.ok) return refusal(decision.code, decision.detail);
  try {
    await parts.store.append(decision.events);
    return { ok: true, seq: state.publicSeq + decision.events.length };
  } catch (error) {
    if (!(error instanceof StoreConflict) || act.isRetry) return refusal('store_unavailable');
    return append(parts, { plan: found.plan, events: await parts.store.read(act.drillId) }, { ...act, isRetry: true });
  }
}
