import { useEffect, useState } from 'react';
import * as z from 'zod';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { type TraceSummary, traceSummarySchema } from '../../core/protocol/traces.ts';
import { milliseconds } from '../format.ts';
import { getJson, wordsOf } from '../state/api.ts';
import { openEvidence, select, useSelection } from '../state/selection.ts';
import { serverNowMs } from '../state/server-clock.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Chip } from '../ui/Chip.tsx';
import { wallMsOf } from './clocks.ts';
import { traceFilterOf } from './concerns.ts';
import { entriesNear, exemplars, type NearEntry } from './near.ts';
import { useInPlace } from './use-in-place.ts';
import './SelectionPanel.css';

const listSchema = z.object({ traces: z.array(traceSummarySchema) });
/** Traces that began so long before and after the moment stand for it. */
const aroundMs = 15_000;
const refreshMs = 5000;
const shownTraces = 3;
const shownEntries = 4;

/** What else was at the picked moment, or is now: traces worth opening, changes, acts and alerts, and the logs. */
export function SelectionPanel({ drill }: { drill: DrillView }) {
  const component = useSelection((selection) => selection.component);
  const pickedMs = useSelection((selection) => selection.atMs);
  const atMs = pickedMs ?? Math.floor(drill.gameMs / refreshMs) * refreshMs;
  const { traces, refused } = useExemplars({ drillId: drill.drillId, component, pickedMs });
  const moment = pickedMs ?? 'now';
  return (
    <section className="ev-near" aria-label="Near this moment">
      <div className="ev-near-row ev-near-traces">
        <span className="muted">Traces</span>
        {traces === null && <span className="muted ev-near-none">{refused ?? '…'}</span>}
        {traces?.length === 0 && <span className="muted ev-near-none">none was kept here</span>}
        {traces && <Traces key={`${component} ${moment}`} traces={traces} />}
        <span className="ev-near-logs">
          <Chip onPress={() => select({ tab: 'logs', traceId: null, entry: null })}>Logs →</Chip>
        </span>
      </div>
      <div className="ev-near-row">
        <span className="muted">Around</span>
        <Around key={`${component} ${moment}`} near={entriesNear(drill, atMs, component).slice(0, shownEntries)} />
      </div>
    </section>
  );
}

function Traces({ traces }: { traces: readonly TraceSummary[] }) {
  return useInPlace(traces, ({ traceId }) => traceId).map((trace) => (
    <Chip key={trace.traceId} onPress={() => select({ tab: 'traces', traceId: trace.traceId, entry: null })}>
      {trace.error && <span className="ui-tone-critical">■</span>}
      <span className="ev-near-label">{trace.root.replace(/^gateway /, '')}</span> <b className="mono">{milliseconds(trace.durationMs)}</b>
    </Chip>
  ));
}

/** Changes, acts and alerts; pressing one keeps the moment that was picked. */
function Around({ near }: { near: readonly NearEntry[] }) {
  const pickedMs = useSelection((selection) => selection.atMs);
  const placed = useInPlace(near, ({ evidence }) => `${evidence.kind} ${evidence.ref}`);
  if (placed.length === 0) return <span className="muted ev-near-none">no change, act or alert in the five minutes before</span>;
  return placed.map(({ evidence, glyph, when }) => (
    <Chip
      key={`${evidence.kind} ${evidence.ref}`}
      title={evidence.label}
      onPress={() => {
        openEvidence(evidence);
        select({ atMs: pickedMs });
      }}
    >
      <span>{glyph}</span> <span className="ev-near-label">{evidence.label}</span> <span className="mono">{when}</span>
    </Chip>
  ));
}

interface Place {
  drillId: string;
  component: string | null;
  pickedMs: number | null;
}

interface Exemplars {
  /** Null until the first answer. */
  traces: TraceSummary[] | null;
  /** Why there is none. */
  refused: string | null;
}

const nothingYet: Exemplars = { traces: null, refused: null };

/** Traces through the selection at the picked moment; of now, asked for again and again. */
function useExemplars({ drillId, component, pickedMs }: Place): Exemplars {
  const stack = useStack();
  const [found, setFound] = useState(nothingYet);
  useEffect(() => {
    let wanted = true;
    const { service, link } = traceFilterOf(component, stack);
    const ask = async (): Promise<void> => {
      const query = new URLSearchParams({ limit: '100', ...timesOf(pickedMs), ...(service ? { service } : {}), ...(link ? { link } : {}) });
      const answer = await getJson(`/api/v1/drills/${drillId}/traces?${query}`, listSchema);
      if (!wanted) return;
      if (answer.ok) setFound({ traces: exemplars(answer.value.traces, shownTraces), refused: null });
      else setFound(({ traces }) => ({ traces, refused: wordsOf(answer) }));
    };
    setFound(nothingYet);
    void ask();
    const timer = pickedMs === null ? setInterval(() => void ask(), refreshMs) : undefined;
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [drillId, component, pickedMs, stack]);
  return found;
}

function timesOf(pickedMs: number | null): Record<string, string> {
  if (pickedMs === null) return { fromMs: String(serverNowMs() - 2 * aroundMs) };
  const wallMs = wallMsOf(useHouse.getState().frames, pickedMs);
  return wallMs === null ? {} : { fromMs: String(wallMs - aroundMs), toMs: String(wallMs + aroundMs) };
}
