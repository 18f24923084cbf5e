import { useEffect, useRef, useState } from 'react';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { clock } from '../format.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { CitedTrace } from './KeptTrace.tsx';
import { RecordChart } from './RecordChart.tsx';
import { rowAt } from './scrubber.ts';

interface StoryTabProps {
  debrief: Debrief;
  atMs: number;
  markers: readonly ChartMarker[];
  onMove: (atMs: number) => void;
}

/** What happened, beside what users felt. */
export function StoryTab({ debrief, atMs, markers, onMove }: StoryTabProps) {
  const { drillId } = debrief;
  const worst = debrief.slos.toSorted((a, b) => b.budgetBurned - a.budgetBurned).slice(0, 2);
  const [traceRef, setTraceRef] = useState<string | null>(null);
  return (
    <div className="debrief-story">
      <Panel title="What users felt">
        {debrief.liveAtMs === null ? (
          <Empty title="The incident’s clock never ran, so there is nothing to draw." />
        ) : (
          <div className="debrief-charts">
            {worst.map(({ slo }) => (
              <RecordChart
                key={slo}
                drillId={drillId}
                signal={`slo:${slo}|bad`}
                markers={markers}
                startMs={debrief.liveAtMs ?? 0}
                onPick={onMove}
              />
            ))}
            <RecordChart drillId={drillId} signal="service:gateway|p95" markers={markers} startMs={debrief.liveAtMs ?? 0} onPick={onMove} />
          </div>
        )}
      </Panel>
      <Panel title="Timeline" aside={<span className="muted">every row says where it stands in the record</span>}>
        <Timeline debrief={debrief} atMs={atMs} onMove={onMove} onTrace={setTraceRef} />
      </Panel>
      <Dialog
        title={`Trace ${traceRef?.slice(0, 8) ?? ''}`}
        size="lg"
        isOpen={traceRef !== null}
        isDismissable
        onOpenChange={(open) => !open && setTraceRef(null)}
      >
        {traceRef && <CitedTrace drillId={drillId} traceRef={traceRef} />}
      </Dialog>
    </div>
  );
}

interface TimelineProps {
  debrief: Debrief;
  atMs: number;
  onMove: (atMs: number) => void;
  onTrace: (traceRef: string) => void;
}

function Timeline({ debrief, atMs, onMove, onTrace }: TimelineProps) {
  const startMs = debrief.liveAtMs ?? 0;
  const list = useRef<HTMLOListElement>(null);
  const current = rowAt(debrief.timeline, atMs);
  useEffect(() => {
    const place = list.current;
    const row = place?.children[current] as HTMLElement | undefined;
    if (place && row) place.scrollTo({ top: row.offsetTop - place.clientHeight / 2 });
  }, [current]);
  return (
    <ol className="debrief-timeline" ref={list}>
      {debrief.timeline.map(({ atMs: rowMs, who, what, references }, index) => (
        <li key={`${rowMs}-${references.join()}`} aria-current={index === current ? 'step' : undefined}>
          <button type="button" className="mono" onClick={() => onMove(Math.max(startMs, rowMs))}>
            {rowMs < startMs ? `-${clock(startMs - rowMs)}` : clock(rowMs - startMs)}
          </button>
          <span className="muted">{who}</span>
          <span>{what}</span>
          <span className="debrief-references mono muted">
            {references.map((reference) =>
              reference.startsWith('trace ') ? (
                <Button key={reference} size="sm" variant="quiet" onPress={() => onTrace(reference.slice(6))}>
                  {reference.slice(0, 14)}
                </Button>
              ) : (
                <span key={reference}>{reference}</span>
              ),
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
