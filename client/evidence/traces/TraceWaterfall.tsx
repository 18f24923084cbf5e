import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LogLine } from '../../../core/protocol/logs.ts';
import { isAt, type SpanView } from '../../../core/protocol/traces.ts';
import { count, milliseconds } from '../../format.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { SpanDetails } from './SpanDetails.tsx';
import { logsBySpan } from './span-logs.ts';
import { TraceMinimap } from './TraceMinimap.tsx';
import { layoutTrace, type TraceLayout, type TraceRow } from './trace-layout.ts';
import { useWaterfall, type Waterfall } from './use-waterfall.ts';
import { WaterfallRow } from './WaterfallRow.tsx';
import { isWhole, type Zoom } from './zoom.ts';
import './TraceWaterfall.css';

interface TraceWaterfallProps {
  spans: readonly SpanView[];
  /** Link or service whose spans stand out. */
  highlight?: string | null;
  /** Lines that were logged in the trace. */
  logs?: readonly LogLine[];
}

const rowHeight = 22;
const viewHeight = 420;
/** Rows above and below what is seen, so that scrolling shows no holes. */
const spare = 12;
const pageRows = Math.floor(viewHeight / rowHeight) - 1;
const ticks = [0, 0.25, 0.5, 0.75, 1];
const noLogs: readonly LogLine[] = [];

/** A trace over time: who waited for whom. Only the rows in sight are in the page. */
export function TraceWaterfall({ spans, highlight = null, logs = noLogs }: TraceWaterfallProps) {
  const trace = useMemo(() => layoutTrace(spans), [spans]);
  const lines = useMemo(() => logsBySpan(trace.rows, logs), [trace, logs]);
  const list = useRef<HTMLDivElement>(null);
  const waterfall = useWaterfall(trace, { pageRows, show: (index) => showRow(list.current, index) });
  const openAt = waterfall.rows.findIndex(({ span }) => span.spanId === waterfall.openId);
  // The details take their place from the rows: the open one is not to go out of sight by that.
  useLayoutEffect(() => {
    if (openAt >= 0) showRow(list.current, openAt);
  }, [openAt]);
  const selected = trace.rows.find(({ span }) => span.spanId === waterfall.openId) ?? null;
  return (
    <div className="ev-trace">
      <TraceSummaryLine trace={trace} waterfall={waterfall} />
      <TraceMinimap trace={trace} zoom={waterfall.zoom} onZoom={waterfall.setZoom} />
      <Scale zoom={waterfall.zoom} />
      <Rows list={list} waterfall={waterfall} highlight={highlight} lines={lines} />
      {selected ? (
        <SpanDetails row={selected} logs={lines.get(selected.span.spanId) ?? noLogs} />
      ) : (
        <p className="muted ev-trace-hint">
          Press a span to see its attributes, events and logs. The line under a bar is the critical path. Keys: arrows, Enter, e next error,
          + - 0 zoom.
        </p>
      )}
    </div>
  );
}

function showRow(place: HTMLElement | null, index: number): void {
  if (!place) return;
  const top = index * rowHeight;
  if (top < place.scrollTop) place.scrollTop = top;
  else if (top + rowHeight > place.scrollTop + place.clientHeight) place.scrollTop = top + rowHeight - place.clientHeight;
}

function Scale({ zoom: { fromMs, toMs } }: { zoom: Zoom }) {
  return (
    <div className="ev-trace-scale" aria-hidden>
      <span />
      <div>
        {ticks.map((tick) => (
          <span key={tick} style={{ left: `${tick * 100}%` }}>
            {milliseconds(fromMs + (toMs - fromMs) * tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowsProps {
  list: React.RefObject<HTMLDivElement | null>;
  waterfall: Waterfall;
  highlight: string | null;
  lines: ReadonlyMap<string, readonly LogLine[]>;
}

function Rows({ list, waterfall, highlight, lines }: RowsProps) {
  const { rows, activeId, openId, collapsed, zoom, onKeyDown, onPress, onFold } = waterfall;
  const [scrollTop, setScrollTop] = useState(0);
  const prefix = useId();
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const inSight = rows.slice(first, first + Math.ceil(viewHeight / rowHeight) + 2 * spare);
  const isActiveThere = inSight.some(({ span }) => span.spanId === activeId);
  return (
    <div
      ref={list}
      className="ev-trace-rows"
      style={{ maxHeight: viewHeight }}
      role="tree"
      tabIndex={0}
      aria-label="Spans of the trace"
      aria-activedescendant={isActiveThere ? `${prefix}${activeId}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div className="ev-trace-rows-all" role="presentation" style={{ height: rows.length * rowHeight }}>
        {inSight.map((row, index) => (
          <WaterfallRow
            key={row.span.spanId}
            id={`${prefix}${row.span.spanId}`}
            row={row}
            top={(first + index) * rowHeight}
            height={rowHeight}
            zoom={zoom}
            isActive={row.span.spanId === activeId}
            isOpen={row.span.spanId === openId}
            isCollapsed={collapsed.has(row.span.spanId)}
            isMarked={stands(row, highlight)}
            logs={lines.get(row.span.spanId)?.length ?? 0}
            onPress={onPress}
            onFold={onFold}
          />
        ))}
      </div>
    </div>
  );
}

function stands({ span }: TraceRow, highlight: string | null): boolean {
  return highlight !== null && isAt(span, highlight);
}

function TraceSummaryLine({ trace, waterfall }: { trace: TraceLayout; waterfall: Waterfall }) {
  const { durationMs, rows, services, errors } = trace;
  return (
    <div className="ev-trace-summary">
      <strong className="mono">{milliseconds(durationMs)}</strong>
      <span className="muted">
        {count(rows.length)} {rows.length === 1 ? 'span' : 'spans'} · {services.length} services
      </span>
      {errors > 0 && (
        <Badge tone="critical">
          {count(errors)} {errors === 1 ? 'error' : 'errors'}
        </Badge>
      )}
      <span className="ev-trace-acts">
        <Button size="sm" variant="quiet" onPress={waterfall.foldAll}>
          {waterfall.collapsed.size > 0 ? 'Expand all' : 'Collapse all'}
        </Button>
        <Button size="sm" variant="quiet" isDisabled={isWhole(waterfall.zoom, durationMs)} onPress={waterfall.showWhole}>
          Whole trace
        </Button>
      </span>
    </div>
  );
}
