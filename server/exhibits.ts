/**
 * Keeps with the drill what a view showed when somebody cited it, so that evidence opens the same view after the end. It only ever
 * listens: its trouble is logged and never stops a drill.
 */
import type { DrillEvent } from '../core/drill/events.ts';
import { breakdownDimensions } from '../core/protocol/breakdown.ts';
import type { DrillView } from '../core/protocol/drill-view.ts';
import { panelQueryOf } from '../core/protocol/engine-view.ts';
import type { Evidence } from '../core/protocol/evidence.ts';
import { exhibitKeyOf, type Shown } from '../core/protocol/exhibits.ts';
import type { LogFilter, LogLine, LogQuery } from '../core/protocol/logs.ts';
import { citedBy } from './host/cited.ts';
import type { Preparation } from './host/preparation.ts';
import type { Recorder } from './host/recorder.ts';
import { publicLine } from './http/log-paths.ts';
import { logFilterOf, logQuerySchema } from './http/log-query.ts';
import { readTraceSearch } from './http/trace-query.ts';
import type { Clock } from './ports/clock.ts';
import type { RecordingStore } from './ports/recording-store.ts';
import type { Telemetry } from './ports/telemetry.ts';
import { withoutCode } from './visitor.ts';

export interface ExhibitsParts {
  store: Pick<RecordingStore, 'keepExhibit'>;
  telemetry: Pick<Telemetry, 'findTraces' | 'logs' | 'logPatterns' | 'breakdown' | 'heatmap'>;
  /** Of the sandbox that is played in; null when there is none. */
  token: () => string | null;
  /** The drill as its players see it, and what may be asked of it; null for another drill. */
  view: () => DrillView | null;
  preparation: (drillId: string) => Pick<Preparation, 'look' | 'profiles'> | null;
  keepTraces: Recorder['keepTraces'];
  clock: Pick<Clock, 'wallMs'>;
  log: (line: string) => void;
}

export interface Exhibits {
  noteEvents(drillId: string, events: readonly DrillEvent[]): void;
  /** Resolves when everything cited so far has been kept or given up. */
  flush(): Promise<void>;
}

/** What a view lists; more is not read in a debrief. */
const mostRows = 200;
/** Of a list the first are opened. */
const openedTraces = 20;
const openedPatterns = 40;
const linesOfPattern = 5;
/** Whoever cites more than this in one drill is not reading it. */
const mostExhibits = 200;
/** A breakdown tells of so much time, as the view does. */
const breakdownMs = 60_000;

export function createExhibits(parts: ExhibitsParts): Exhibits {
  const { store, clock, view, keepTraces, log } = parts;
  let keeping: Promise<unknown> = Promise.resolve();
  let known = { drillId: '', count: 0 };

  const keep = async (drillId: string, evidence: Evidence): Promise<void> => {
    const drill = view();
    if (drill?.drillId !== drillId) return;
    const wallMs = clock.wallMs();
    const shown = await shownBy(evidence, { ...parts, drill, wallMs });
    if (!shown) return;
    await store.keepExhibit(drillId, exhibitKeyOf(evidence), { gameMs: drill.gameMs, wallMs, shown });
    if (shown.kind === 'traces')
      keepTraces(
        drillId,
        shown.traces.slice(0, openedTraces).map(({ traceId }) => traceId),
      );
  };
  return {
    noteEvents(drillId, events) {
      for (const evidence of events.flatMap(citedBy)) {
        if (known.drillId !== drillId) known = { drillId, count: 0 };
        known.count += 1;
        if (known.count > mostExhibits) return;
        // Looked at now, in whatever order the answers come.
        const kept = keep(drillId, evidence).catch((error: Error) =>
          log(`${drillId}: what ${evidence.kind} ${evidence.ref} showed could not be kept: ${error.message}`),
        );
        keeping = Promise.all([keeping, kept]);
      }
    },
    async flush() {
      await keeping;
    },
  };
}

interface Looking extends ExhibitsParts {
  drill: DrillView;
  wallMs: number;
}

/** Null for what is recorded as it is, and where there is nothing to be seen any more. */
async function shownBy(evidence: Evidence, looking: Looking): Promise<Shown | null> {
  switch (evidence.kind) {
    case 'signal':
    case 'trace':
      return null;
    case 'panel':
      return panelShown(evidence, looking);
    case 'profile':
      return profileShown(evidence, looking);
    case 'logs':
      return logsShown(evidence, looking);
    case 'traces':
      return tracesShown(evidence, looking);
    case 'metrics':
      return metricsShown(evidence, looking);
    default:
      return { kind: 'drill', drill: withoutCode(looking.drill) };
  }
}

async function panelShown({ ref }: Evidence, { drill, preparation }: Looking): Promise<Shown | null> {
  const query = panelQueryOf(ref);
  const answer = query && (await preparation(drill.drillId)?.look(query));
  return answer?.ok ? { kind: 'panel', panel: answer.panel } : null;
}

function profileShown({ ref }: Evidence, { drill, preparation }: Looking): Shown | null {
  const done = preparation(drill.drillId)?.profiles.done(ref.split('~')[0] ?? '');
  return done ? { kind: 'profile', taken: JSON.parse(done.text.toString()) } : null;
}

async function logsShown({ ref, query }: Evidence, looking: Looking): Promise<Shown | null> {
  const asked = logQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (query === undefined || !asked.success) return null;
  const filter = logFilterOf(asked.data);
  if (new URLSearchParams(ref).get('view') === 'patterns') return patternsShown(filter, looking);
  return { kind: 'logs', logs: await newestLines({ ...filter, limit: mostRows }, looking) };
}

async function patternsShown(filter: LogFilter, looking: Looking): Promise<Shown> {
  const list = await looking.telemetry.logPatterns(looking.token() ?? '', filter);
  const opened = list.patterns.slice(0, openedPatterns);
  const lines = await Promise.all(opened.map(({ patternId }) => newestLines({ ...filter, patternId, limit: linesOfPattern }, looking)));
  return { kind: 'patterns', list, logs: lines.flat() };
}

async function newestLines(query: LogQuery, { telemetry, token }: Looking): Promise<LogLine[]> {
  const { logs } = await telemetry.logs(token() ?? '', query);
  return logs.map(publicLine);
}

async function tracesShown({ query }: Evidence, { telemetry, token }: Looking): Promise<Shown | null> {
  const words = new URLSearchParams(query);
  const asked = readTraceSearch({ ...Object.fromEntries(words), attribute: words.getAll('attribute') });
  if (query === undefined || 'problem' in asked) return null;
  const { traces } = await telemetry.findTraces(token() ?? '', { ...asked.query, limit: mostRows });
  return { kind: 'traces', traces };
}

async function metricsShown({ ref }: Evidence, { telemetry, token, wallMs }: Looking): Promise<Shown | null> {
  const words = new URLSearchParams(ref);
  const component = words.get('component') ?? '';
  const by = breakdownDimensions.find((dimension) => dimension === words.get('by')) ?? 'instance';
  const [breakdown, heatmap] = await Promise.all([
    telemetry.breakdown(token() ?? '', { component, by, fromMs: wallMs - breakdownMs, toMs: wallMs }),
    telemetry.heatmap(token() ?? '', { component, fromMs: 0, toMs: wallMs }),
  ]);
  return breakdown && heatmap ? { kind: 'metrics', breakdown, heatmap } : null;
}
