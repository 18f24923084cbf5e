/** Looks at a sandbox from its steady state on, as anybody could who opens the views of the proof, while nobody acts in it. */
import type { DrillState } from '../../core/drill/state.ts';
import { isAt } from '../../core/protocol/traces.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { findableOf, type Series } from '../../core/verification/findable.ts';
import type { Findable } from '../../core/verification/report.ts';
import { seriesOfFrame } from '../host/frame-series.ts';
import type { Clock } from '../ports/clock.ts';
import type { Stage } from './stage.ts';

type TraceView = Extract<Plan['proof'][number], { trace: string }>;

/** So many traces are looked into for one whose call failed itself. */
const mostTraces = 20;

export class Looking {
  readonly #stage: Stage;
  readonly #clock: Clock;
  readonly #seconds: { wallMs: number; series: Series }[] = [];
  readonly #stopListening: () => void;
  #steadyFromMs = Number.POSITIVE_INFINITY;
  #triggerMs = Number.POSITIVE_INFINITY;

  constructor(stage: Stage, clock: Clock) {
    this.#stage = stage;
    this.#clock = clock;
    this.#stopListening = stage.listen({
      addLedger: () => {},
      addObserved: ({ frame }) => void this.#seconds.push({ wallMs: clock.wallMs(), series: seriesOfFrame(frame) }),
    });
  }

  /** Tells what happened when; in the drill that was played from the start, since game time begins anew in each fork. */
  mark({ plan, liveAtMs, faults }: DrillState, gameMs: number): void {
    const wallOf = (atMs: number): number => this.#clock.wallMs() - (gameMs - atMs);
    const appliedAtMs = Object.values(faults).flatMap(({ firstAppliedAtMs }) => firstAppliedAtMs ?? []);
    const live = liveAtMs ?? 0;
    this.#steadyFromMs = wallOf(live - plan.baselineMs);
    this.#triggerMs = wallOf(Math.min(...appliedAtMs, ...(appliedAtMs.length === 0 ? [live] : [])));
  }

  /** What is to be found up to now. */
  async judge({ plan, changes }: DrillState): Promise<Findable> {
    const seconds = this.#seconds.filter(({ wallMs }) => wallMs >= this.#steadyFromMs);
    const traces = new Map<TraceView, number>();
    for (const view of plan.proof) {
      const longestMs = 'trace' in view ? await this.#longestOf(view) : null;
      if ('trace' in view && longestMs !== null) traces.set(view, longestMs);
    }
    return findableOf(plan, {
      before: seconds.filter(({ wallMs }) => wallMs <= this.#triggerMs).map(({ series }) => series),
      since: seconds.filter(({ wallMs }) => wallMs > this.#triggerMs).map(({ series }) => series),
      traces,
      changes,
    });
  }

  stop(): void {
    this.#stopListening();
  }

  /** Null where no trace since the trigger is what the view asks for. */
  async #longestOf({ trace, pick }: TraceView): Promise<number | null> {
    const isFailure = pick === 'failed';
    const spans = await this.#stage.spansThrough({
      ...(trace.includes('->') ? { links: [trace] } : { service: trace }),
      ...(isFailure ? { status: 'error' } : { order: 'slowest' }),
      began: { fromMs: this.#triggerMs, toMs: this.#clock.wallMs() },
      limit: isFailure ? mostTraces : 1,
    });
    const fitting = spans.filter((span) => isAt(span, trace) && (span.error || !isFailure)).map(({ durationMs }) => durationMs);
    return fitting.length === 0 ? null : Math.max(...fitting);
  }
}
