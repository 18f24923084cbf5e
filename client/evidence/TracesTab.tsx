import { useCallback, useEffect, useMemo, useState } from 'react';
import * as z from 'zod';
import { type SpanView, spanViewSchema, type TraceSummary, traceSummarySchema } from '../../core/protocol/traces.ts';
import { milliseconds } from '../format.ts';
import { getJson, wordsOf } from '../state/api.ts';
import { select, useSelection } from '../state/selection.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { gameMsOf } from './clocks.ts';
import { traceFilterOf } from './concerns.ts';
import { timeWords } from './entry-words.ts';
import { TraceWaterfall } from './TraceWaterfall.tsx';
import { useNewest } from './use-newest.ts';

const refreshMs = 3000;
/** How long an opened trace is asked for again: the longest deadline of a request, and telemetry's own way. */
const stillArrivesMs = 45_000;
const shownTraces = 200;
const listSchema = z.object({ traces: z.array(traceSummarySchema) });
const traceSchema = z.object({ spans: z.array(spanViewSchema) });
const durations = [0, 100, 300, 500, 1000, 2000].map((ms) => ({
  id: String(ms),
  label: ms === 0 ? 'any duration' : `over ${milliseconds(ms)}`,
}));
const kinds = [
  { id: 'requests', label: 'requests of users' },
  { id: 'all', label: 'all that were kept' },
  { id: 'errors', label: 'with errors' },
];

export function TracesTab({ drillId }: { drillId: string }) {
  const traceId = useSelection((selection) => selection.traceId);
  return traceId ? <OneTrace drillId={drillId} traceId={traceId} /> : <TraceList drillId={drillId} />;
}

const sampling = 'Kept: every error, all over 500 ms, a tenth of the rest.';
const none: readonly TraceSummary[] = [];
const traceIdOf = ({ traceId }: TraceSummary): string => traceId;

/** Newest traces that the selection lets through. */
function TraceList({ drillId }: { drillId: string }) {
  const component = useSelection((selection) => selection.component);
  const stack = useStack();
  const [kind, setKind] = useState('requests');
  const [minMs, setMinMs] = useState('0');
  const { service, link, words } = useMemo(() => traceFilterOf(component, stack), [component, stack]);
  const load = useCallback(async () => {
    const query = new URLSearchParams({ limit: String(shownTraces), minMs });
    if (kind === 'errors') query.set('errors', 'true');
    if (service) query.set('service', service);
    if (link) query.set('link', link);
    const answer = await getJson(`/api/v1/drills/${drillId}/traces?${query}`, listSchema);
    if (!answer.ok) return answer;
    const traces = answer.value.traces.toSorted((a, b) => b.startMs - a.startMs);
    return { ok: true as const, value: kind === 'requests' ? traces.filter(({ root }) => root.startsWith('gateway ')) : traces };
  }, [drillId, kind, minMs, service, link]);
  const { shown, fresh, showFresh, problem } = useNewest(load, traceIdOf);
  return (
    <div className="ev-traces">
      <div className="ev-filters">
        <span className="muted">{words}</span>
        <Select label="Which traces" isHiddenLabel items={kinds} value={kind} onChange={setKind} />
        <Select label="Duration" isHiddenLabel items={durations} value={minMs} onChange={setMinMs} />
        <Button size="sm" isDisabled={fresh === 0} onPress={showFresh}>
          {fresh === 0 ? 'up to date' : `${fresh} new – show`}
        </Button>
        <span className="muted ev-sampling" title={sampling}>
          {sampling}
        </span>
      </div>
      {problem && <Empty title={problem} />}
      {shown?.length === 0 && !problem && (
        <Empty title="No trace fits these filters yet." hint="Traces come in every second while the shop is under load." />
      )}
      <Traces traces={shown ?? none} />
    </div>
  );
}

function Traces({ traces }: { traces: readonly TraceSummary[] }) {
  const longestMs = Math.max(1, ...traces.map(({ durationMs }) => durationMs));
  const times = useMemo(() => {
    const { frames } = useHouse.getState();
    return traces.map(({ startMs }) => gameMsOf(frames, startMs));
  }, [traces]);
  return (
    <ul className="ev-trace-list">
      {traces.map((trace, index) => (
        <li key={trace.traceId}>
          <button type="button" onClick={() => select({ traceId: trace.traceId })}>
            <time className="mono" title={`${new Date(trace.startMs).toISOString().slice(11, 19)} UTC`}>
              {timeWords(times[index] ?? null)}
            </time>
            <span className="ev-trace-root">
              {trace.error && (
                <span className="ui-tone-critical" role="img" aria-label="error">
                  ■{' '}
                </span>
              )}
              {trace.root}
              <small className="muted">
                {' '}
                {trace.services.join(' · ')} · {trace.spans} {trace.spans === 1 ? 'span' : 'spans'}
              </small>
            </span>
            <span className="ev-trace-bar" aria-hidden>
              <i style={{ width: `${(trace.durationMs / longestMs) * 100}%` }} />
            </span>
            <span className="mono ev-trace-ms">{milliseconds(trace.durationMs)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** An opened trace, asked for again while spans of it may still be under way; it is redrawn only when some came. */
function useTrace(drillId: string, traceId: string): { spans: SpanView[] | null; problem: string | null } {
  const [spans, setSpans] = useState<SpanView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const answer = await getJson(`/api/v1/drills/${drillId}/traces/${encodeURIComponent(traceId)}`, traceSchema);
      if (!wanted) return;
      if (answer.ok) setSpans((before) => (before?.length === answer.value.spans.length ? before : answer.value.spans));
      setProblem(answer.ok ? null : wordsOf(answer));
    };
    setSpans(null);
    void load();
    const again = setInterval(() => void load(), refreshMs);
    const complete = setTimeout(() => clearInterval(again), stillArrivesMs);
    return () => {
      wanted = false;
      clearInterval(again);
      clearTimeout(complete);
    };
  }, [drillId, traceId]);
  return { spans, problem };
}

function OneTrace({ drillId, traceId }: { drillId: string; traceId: string }) {
  const component = useSelection((selection) => selection.component);
  const { spans, problem } = useTrace(drillId, traceId);
  return (
    <div className="ev-one-trace">
      <p className="ev-filters">
        <Button size="sm" variant="quiet" onPress={() => select({ traceId: null })}>
          ← All traces
        </Button>
        <span className="mono muted">{traceId}</span>
        <Button size="sm" variant="quiet" onPress={() => select({ tab: 'logs', traceId })}>
          Its logs
        </Button>
      </p>
      {problem && !spans && (
        <Empty title={problem} hint="The ring holds the newest traces only; cite one on the board and it is kept with the drill." />
      )}
      {spans && <TraceWaterfall spans={spans} highlight={component} />}
    </div>
  );
}
