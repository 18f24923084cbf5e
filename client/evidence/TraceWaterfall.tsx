import { useMemo, useState } from 'react';
import type { SpanView } from '../../core/protocol/traces.ts';
import { milliseconds } from '../format.ts';
import { Badge } from '../ui/Badge.tsx';
import { SpanDetails } from './SpanDetails.tsx';
import { layoutTrace, type TraceLayout, type TraceRow, visibleRows } from './trace-layout.ts';
import './TraceWaterfall.css';

interface TraceWaterfallProps {
  spans: readonly SpanView[];
  /** Link or service whose spans stand out. */
  highlight?: string | null;
}

const rowHeight = 24;
const viewHeight = 420;
/** Rows above and below what is seen, so that scrolling shows no holes. */
const spare = 12;
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** A trace over time: who waited for whom. Only the rows in sight are in the page. */
export function TraceWaterfall({ spans, highlight = null }: TraceWaterfallProps) {
  const trace = useMemo(() => layoutTrace(spans), [spans]);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [openSpan, setOpenSpan] = useState<string | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const rows = useMemo(() => visibleRows(trace.rows, collapsed), [trace, collapsed]);
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const inSight = rows.slice(first, first + Math.ceil(viewHeight / rowHeight) + 2 * spare);
  const selected = trace.rows.find(({ span }) => span.spanId === openSpan) ?? null;
  const toggle = (spanId: string): void => {
    const next = new Set(collapsed);
    if (!next.delete(spanId)) next.add(spanId);
    setCollapsed(next);
  };
  return (
    <div className="ev-trace">
      <TraceSummaryLine trace={trace} />
      <div className="ev-trace-scale" aria-hidden>
        <span />
        <div>
          {ticks.map((tick) => (
            <span key={tick} style={{ left: `${tick * 100}%` }}>
              {milliseconds(trace.durationMs * tick)}
            </span>
          ))}
        </div>
      </div>
      <div className="ev-trace-rows" style={{ maxHeight: viewHeight }} onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}>
        <ul style={{ height: rows.length * rowHeight }}>
          {inSight.map((row, index) => (
            <WaterfallRow
              key={row.span.spanId}
              row={row}
              top={(first + index) * rowHeight}
              totalMs={trace.durationMs}
              isOpen={row.span.spanId === openSpan}
              isCollapsed={collapsed.has(row.span.spanId)}
              stands={stands(row, highlight)}
              onOpen={() => setOpenSpan(row.span.spanId === openSpan ? null : row.span.spanId)}
              onToggle={() => toggle(row.span.spanId)}
            />
          ))}
        </ul>
      </div>
      {selected ? (
        <SpanDetails row={selected} />
      ) : (
        <p className="muted ev-trace-hint">Choose a span to see its attributes. The dark line marks the critical path.</p>
      )}
    </div>
  );
}

function stands({ span }: TraceRow, highlight: string | null): boolean {
  return highlight !== null && (span.service === highlight || span.attributes['brownout.link'] === highlight);
}

function TraceSummaryLine({ trace }: { trace: TraceLayout }) {
  return (
    <p className="ev-trace-summary">
      <strong className="mono">{milliseconds(trace.durationMs)}</strong>
      <span className="muted">
        {trace.rows.length} spans · {trace.services.length} services
      </span>
      {trace.errors > 0 && <Badge tone="critical">{trace.errors} errors</Badge>}
    </p>
  );
}

interface WaterfallRowProps {
  row: TraceRow;
  top: number;
  totalMs: number;
  isOpen: boolean;
  isCollapsed: boolean;
  stands: boolean;
  onOpen: () => void;
  onToggle: () => void;
}

function WaterfallRow(props: WaterfallRowProps) {
  const { row, top, isOpen, stands: isMarked } = props;
  const classes = [
    'ev-row',
    row.critical && 'ev-row-critical',
    row.span.error && 'ev-row-error',
    isMarked && 'ev-row-marked',
    isOpen && 'ev-row-open',
  ];
  return (
    <li className={classes.filter(Boolean).join(' ')} style={{ top, height: rowHeight }}>
      <RowName {...props} />
      <RowBar {...props} />
    </li>
  );
}

function RowName({ row: { span, depth, hasChildren, orphan }, isOpen, isCollapsed, onOpen, onToggle }: WaterfallRowProps) {
  return (
    <span className="ev-row-name" style={{ paddingLeft: 4 + Math.min(depth, 12) * 12 }}>
      {hasChildren ? (
        <button
          type="button"
          className="ev-row-fold"
          aria-label={`${isCollapsed ? 'Show' : 'Hide'} what is below`}
          aria-expanded={!isCollapsed}
          onClick={onToggle}
        >
          {isCollapsed ? '▸' : '▾'}
        </button>
      ) : (
        <span className="ev-row-fold" />
      )}
      <button type="button" className="ev-row-open-button" aria-expanded={isOpen} onClick={onOpen} title={`${span.service} ${span.name}`}>
        {span.error && (
          <span className="ui-tone-critical" role="img" aria-label="error">
            ■{' '}
          </span>
        )}
        {orphan && <span title="Its parent span never arrived">◇ </span>}
        <b>{span.service}</b> {span.name}
      </button>
    </span>
  );
}

function RowBar({ row: { offsetMs, durationMs }, totalMs, onOpen }: WaterfallRowProps) {
  const share = (ms: number): string => `${(totalMs === 0 ? 0 : (ms / totalMs) * 100).toFixed(3)}%`;
  const beside =
    offsetMs > totalMs / 2 ? { right: `calc(100% - ${share(offsetMs)} + 4px)` } : { left: `calc(${share(offsetMs + durationMs)} + 4px)` };
  return (
    <span className="ev-row-track" onClick={onOpen} aria-hidden>
      <span className="ev-row-bar" style={{ left: share(offsetMs), width: share(durationMs) }} />
      <span className="ev-row-time mono" style={beside}>
        {milliseconds(durationMs)}
      </span>
    </span>
  );
}
