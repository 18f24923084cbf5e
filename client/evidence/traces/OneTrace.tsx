import { useState } from 'react';
import { type SpanView, traceListSchema } from '../../../core/protocol/traces.ts';
import { count } from '../../format.ts';
import { getJson, wordsOf } from '../../state/api.ts';
import { select, useSelection } from '../../state/selection.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Notice, Skeleton } from '../../ui/Panel.tsx';
import { TraceCompare } from './TraceCompare.tsx';
import { TraceWaterfall } from './TraceWaterfall.tsx';
import { typicalOf } from './trace-compare.ts';
import { type LoadedTrace, useTrace } from './use-trace.ts';
import { useTraceLogs } from './use-trace-logs.ts';

/** An opened trace, alone or beside a typical one. */
export function OneTrace({ drillId, traceId }: { drillId: string; traceId: string }) {
  const component = useSelection((selection) => selection.component);
  const compareId = useSelection((selection) => selection.compareId);
  const trace = useTrace(drillId, traceId);
  const other = useTrace(drillId, compareId);
  const logs = useTraceLogs(drillId, traceId);
  return (
    <div className="ev-one-trace">
      <div className="ev-filters">
        <Button size="sm" variant="quiet" onPress={() => select({ traceId: null })}>
          ← All traces
        </Button>
        <span className="mono muted">{traceId}</span>
        <Button size="sm" variant="quiet" onPress={() => select({ tab: 'logs', traceId })}>
          Its logs
        </Button>
        <CompareButton drillId={drillId} traceId={traceId} spans={trace.spans} />
      </div>
      <Waiting trace={trace} />
      {trace.spans && compareId === null && <TraceWaterfall key={traceId} spans={trace.spans} highlight={component} logs={logs} />}
      {compareId !== null && <Waiting trace={other} />}
      {trace.spans && other.spans && compareId !== null && (
        <TraceCompare slow={trace.spans} typical={other.spans} onTypical={() => select({ traceId: compareId })} />
      )}
    </div>
  );
}

/** What stands there until the trace does, or instead of it. */
function Waiting({ trace: { spans, progress, problem } }: { trace: LoadedTrace }) {
  if (spans) return null;
  if (problem)
    return <Empty title={problem} hint="The ring holds the newest traces only; cite one on the board and it is kept with the drill." />;
  if (progress)
    return <Empty title={`${count(progress.have)} of ${count(progress.total)} spans are here.`} hint="It is drawn when all have come." />;
  return <Skeleton width="100%" height={180} />;
}

interface CompareButtonProps {
  drillId: string;
  traceId: string;
  spans: readonly SpanView[] | null;
}

/** Looks for the trace in the middle among those that began with the same operation. */
function CompareButton({ drillId, traceId, spans }: CompareButtonProps) {
  const compareId = useSelection((selection) => selection.compareId);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const root = spans && rootOf(spans);
  const compare = async (): Promise<void> => {
    setPending(true);
    const query = new URLSearchParams({ root: root ?? '', status: 'ok', limit: '1000' });
    const answer = await getJson(`/api/v1/drills/${drillId}/traces?${query}`, traceListSchema);
    setPending(false);
    if (!answer.ok) return setProblem(wordsOf(answer));
    const typical = typicalOf(answer.value.traces, traceId);
    setProblem(typical ? null : `No other trace of ${root} without errors was kept.`);
    if (typical && useSelection.getState().traceId === traceId) select({ compareId: typical.traceId });
  };
  if (compareId !== null)
    return (
      <Button size="sm" onPress={() => select({ compareId: null })}>
        ← Waterfall
      </Button>
    );
  return (
    <>
      <Button size="sm" isDisabled={root === null} isPending={isPending} onPress={() => void compare()}>
        Compare with a typical one
      </Button>
      {problem && <Notice tone="info">{problem}</Notice>}
    </>
  );
}

function rootOf(spans: readonly SpanView[]): string | null {
  const root = spans.find(({ parentSpanId }) => parentSpanId === null) ?? spans[0];
  return root ? `${root.service} ${root.name}` : null;
}
