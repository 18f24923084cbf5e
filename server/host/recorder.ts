/**
 * Keeps the evidence of a drill with it: what telemetry showed in each second, the traces that somebody cited, and examples
 * through the place of the truth. It only ever listens; its trouble is logged and never stops a drill.
 */
import type { DrillEvent } from '../../core/drill/events.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { RecordingChunk, RecordingStore } from '../ports/recording-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { citedBy } from './cited.ts';
import { seriesOfFrame } from './frame-series.ts';

export interface Recorder {
  /** A second of telemetry that belongs to this drill. */
  addFrame(drillId: string, gameMs: number, frame: SignalFrame): void;
  /** Events just stored: what they cite is kept before the ring forgets it. */
  noteEvents(drillId: string, plan: Plan, events: readonly DrillEvent[]): void;
  /** Traces that somebody may open later: as they are now, and once more at the end. */
  keepTraces(drillId: string, traceIds: readonly string[]): void;
  /** Resolves when everything so far has been written or given up. */
  flush(): Promise<void>;
}

export interface RecorderParts {
  store: RecordingStore;
  telemetry: Pick<Telemetry, 'trace' | 'findTraces'>;
  /** Of the sandbox that is played in; null when there is none. */
  token: () => string | null;
  log: (line: string) => void;
}

const chunkSeconds = 60;
/** Examples kept besides what was cited. */
const examples = { failed: 10, slow: 10, ordinary: 5 };
const slowMs = 500;

export function createRecorder({ store, telemetry, token, log }: RecorderParts): Recorder {
  let current = emptyChunk('');
  let writing: Promise<unknown> = Promise.resolve();
  const later = (what: string, work: () => Promise<unknown>): void => {
    writing = writing.then(work).catch((error: Error) => log(`${what} could not be kept: ${error.message}`));
  };
  const write = (): void => {
    const { drillId, chunk, recorded } = current;
    if (recorded.atMs.length > 0) later(`${drillId}: minute ${chunk} of the recording`, () => store.keepChunk(drillId, chunk, recorded));
  };
  /** Of the drill, in the order in which they were first kept. */
  let known = { drillId: '', traceIds: new Set<string>() };
  const keep = async (drillId: string, traceId: string): Promise<void> => {
    if (known.drillId !== drillId) known = { drillId, traceIds: new Set() };
    known.traceIds.add(traceId);
    const spans = await telemetry.trace(token() ?? '', traceId);
    if (spans.length > 0) await store.keepTrace(drillId, traceId, spans);
  };
  const exampleIds = async (plan: Plan): Promise<string[]> => {
    const service = placeOfTruth(plan);
    const ask = service === null ? {} : { service };
    const lists = await Promise.all([
      telemetry.findTraces(token() ?? '', { ...ask, status: 'error', limit: examples.failed }),
      telemetry.findTraces(token() ?? '', { ...ask, minDurationMs: slowMs, limit: examples.slow }),
      telemetry.findTraces(token() ?? '', { ...ask, limit: examples.ordinary }),
    ]);
    return lists.flatMap(({ traces }) => traces.map(({ traceId }) => traceId));
  };
  /** @param isEnd what was under way when it was kept is whole by now: it is kept again */
  const keepExamples = async ({ drillId, plan, isEnd }: { drillId: string; plan: Plan; isEnd: boolean }): Promise<void> => {
    const before = isEnd && known.drillId === drillId ? known.traceIds : [];
    for (const traceId of new Set([...(await exampleIds(plan)), ...before])) await keep(drillId, traceId);
  };

  const keepTraces = (drillId: string, traceIds: readonly string[]): void => {
    for (const traceId of traceIds) later(`${drillId}: trace ${traceId}`, () => keep(drillId, traceId));
  };

  return {
    keepTraces,
    addFrame(drillId, gameMs, frame) {
      if (current.drillId !== drillId) {
        write();
        current = emptyChunk(drillId);
      }
      addSecond(current.recorded, gameMs, seriesOfFrame(frame));
      if (current.recorded.atMs.length < chunkSeconds) return;
      write();
      current = { drillId, chunk: current.chunk + 1, recorded: { atMs: [], series: {} } };
    },
    noteEvents(drillId, plan, events) {
      keepTraces(drillId, events.flatMap(citedTraces));
      const isEnd = events.some(({ type }) => type === 'drillEnded');
      // What the place of the truth looks like while it is well, when users are paged, and at the end.
      if (events.some(isTurningPoint)) later(`${drillId}: examples of traces`, () => keepExamples({ drillId, plan, isEnd }));
      if (isEnd) write();
    },
    async flush() {
      write();
      await writing;
    },
  };
}

const emptyChunk = (drillId: string): { drillId: string; chunk: number; recorded: RecordingChunk } => ({
  drillId,
  chunk: 0,
  recorded: { atMs: [], series: {} },
});

/** Seconds of a pause share one game time; the first of them is kept. A series that begins late begins with gaps. */
function addSecond({ atMs, series }: RecordingChunk, gameMs: number, values: Record<string, number | null>): void {
  const last = atMs.at(-1);
  if (last !== undefined && gameMs <= last) return;
  const before = atMs.length;
  atMs.push(Math.round(gameMs));
  for (const name of new Set([...Object.keys(series), ...Object.keys(values)])) {
    const column = series[name] ?? new Array<number | null>(before).fill(null);
    column.push(rounded(values[name] ?? null));
    series[name] = column;
  }
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));

function citedTraces(event: DrillEvent): string[] {
  if (event.type === 'messagePosted') return event.data.traceId ? [event.data.traceId] : [];
  return citedBy(event).flatMap(({ kind, ref }) => (kind === 'trace' ? ref.split('~') : []));
}

function isTurningPoint(event: DrillEvent): boolean {
  if (event.type === 'phaseChanged') return event.data.to === 'live' && event.data.from === 'baseline';
  return event.type === 'drillEnded' || (event.type === 'milestoneReached' && event.data.milestone === 'paged');
}

/** A service on the way through the truth; null when nothing was wrong or it names no service. */
function placeOfTruth({ truth, versions }: Plan): string | null {
  const names = [truth.trigger.component, ...truth.propagation.flatMap(({ from, to }) => [from, to])].flatMap((name) => name.split('->'));
  return names.map((name) => name.replace(/-\d+$/, '')).find((name) => name in versions) ?? null;
}
