import { useCallback, useMemo, useState } from 'react';
import type { Sampling, TraceSummary } from '../../../core/protocol/traces.ts';
import { traceListSchema } from '../../../core/protocol/traces.ts';
import { count } from '../../format.ts';
import { getJson } from '../../state/api.ts';
import { select, useSelection } from '../../state/selection.ts';
import { useStack } from '../../state/stack.ts';
import { useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { gameMsOf, wallMsOf } from '../clocks.ts';
import { traceFilterOf } from '../concerns.ts';
import { timeWords } from '../entry-words.ts';
import { type Newest, useNewest } from '../use-newest.ts';
import { OneTrace } from './OneTrace.tsx';
import { TraceList } from './TraceList.tsx';
import { TraceScatter } from './TraceScatter.tsx';
import { TraceSearchBar } from './TraceSearchBar.tsx';
import { type Looking, timeOf, traceQueryOf } from './trace-query.ts';
import './TracesTab.css';

export function TracesTab({ drillId }: { drillId: string }) {
  const traceId = useSelection((selection) => selection.traceId);
  return traceId ? <OneTrace drillId={drillId} traceId={traceId} /> : <FoundTraces drillId={drillId} />;
}

const traceIdOf = ({ traceId }: TraceSummary): string => traceId;

interface Told {
  more: boolean;
  sampling: Sampling | null;
}

interface Search extends Newest<TraceSummary> {
  told: Told;
  /** What the selected component filters by; null where a chosen service counts instead. */
  words: string | null;
}

/** The traces that fit what is selected now. */
function useSearch(drillId: string): Search {
  const component = useSelection((selection) => selection.component);
  const search = useSelection((selection) => selection.search);
  const pickedMs = useSelection((selection) => selection.atMs);
  const stack = useStack();
  const [told, setTold] = useState<Told>({ more: false, sampling: null });
  const load = useCallback(async () => {
    const looking: Looking = { search, component, pickedMs, stack };
    const query = traceQueryOf(looking, (gameMs) => wallMsOf(useHouse.getState().frames, gameMs));
    const answer = await getJson(`/api/v1/drills/${drillId}/traces?${query}`, traceListSchema);
    if (!answer.ok) return answer;
    setTold({ more: answer.value.more, sampling: answer.value.sampling });
    return { ok: true as const, value: answer.value.traces };
  }, [drillId, search, component, pickedMs, stack]);
  const words = search.service === '' ? traceFilterOf(component, stack).words : null;
  return { ...useNewest(load, traceIdOf), told, words };
}

/** Search, points over time, and the same traces as a list. */
function FoundTraces({ drillId }: { drillId: string }) {
  const { shown, fresh, showFresh, problem, told, words } = useSearch(drillId);
  return (
    <div className="ev-traces">
      <TraceSearchBar drillId={drillId} words={words} />
      <div className="ev-filters ev-trace-note">
        <TimeChip />
        <span className="muted ev-sampling" title={samplingWords(told.sampling)}>
          {told.more ? `The first ${count(shown?.length ?? 0)}; narrow the search to see others. ` : ''}
          {samplingWords(told.sampling)}
        </span>
        <Button size="sm" isDisabled={fresh === 0} onPress={showFresh}>
          {fresh === 0 ? 'up to date' : `${fresh} new – show`}
        </Button>
      </div>
      {problem && <Empty title={problem} />}
      {shown ? <Found traces={shown} isWhole={problem === null} /> : !problem && <Skeleton width="100%" height={160} />}
    </div>
  );
}

/** @param isWhole false while the server does not answer: then nothing is not said to be all there is */
function Found({ traces, isWhole }: { traces: readonly TraceSummary[]; isWhole: boolean }) {
  const times = useMemo(() => {
    const { frames } = useHouse.getState();
    return traces.map(({ startMs }) => gameMsOf(frames, startMs));
  }, [traces]);
  if (traces.length > 0)
    return (
      <div className="ev-trace-found">
        <TraceScatter traces={traces} atMs={times} />
        <TraceList traces={traces} atMs={times} />
      </div>
    );
  if (!isWhole) return null;
  return (
    <Empty
      title="No trace fits this search yet."
      hint="Traces come in every second while the shop is under load. Clear a field to see more."
    />
  );
}

const rule = 'Kept: every error, everything over 500 ms, and a tenth of the rest, chosen by trace id.';

/** What was kept of how many: a list of traces is never all there was. */
function samplingWords(sampling: Sampling | null): string {
  if (!sampling || sampling.requests === null) return rule;
  const since = sampling.sinceMs === null ? null : gameMsOf(useHouse.getState().frames, sampling.sinceMs);
  return `${rule} ${count(sampling.kept)} traces since ${timeWords(since)}, in which users made ${count(sampling.requests)} requests.`;
}

/** The time that the search is held to; a press lets it go. */
function TimeChip() {
  const search = useSelection((selection) => selection.search);
  const pickedMs = useSelection((selection) => selection.atMs);
  const { fromMs, toMs } = timeOf(search, pickedMs);
  if (fromMs === null && toMs === null) return <span className="muted">at any time</span>;
  const words = `${fromMs === null ? '' : timeWords(fromMs)} – ${toMs === null ? 'now' : timeWords(toMs)}`;
  return (
    <button
      type="button"
      className="ev-moment ev-moment-picked mono"
      onClick={() => select({ search: { ...search, fromMs: null, toMs: null }, atMs: null })}
    >
      {words} <span aria-hidden>✕</span>
      <span className="visually-hidden">, at any time instead</span>
    </button>
  );
}
