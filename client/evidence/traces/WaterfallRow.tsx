import { memo } from 'react';
import { milliseconds } from '../../format.ts';
import type { TraceRow } from './trace-layout.ts';
import { placeOf, placesOf, type Zoom } from './zoom.ts';

interface WaterfallRowProps {
  id: string;
  row: TraceRow;
  top: number;
  height: number;
  zoom: Zoom;
  isActive: boolean;
  isOpen: boolean;
  isCollapsed: boolean;
  /** Of the link or service that is looked at. */
  isMarked: boolean;
  /** Log lines written in it. */
  logs: number;
  onPress: (spanId: string) => void;
  onFold: (spanId: string) => void;
}

/** One span: its name at its depth, its bar in its time. Keys are the business of the tree around it. */
export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { id, row, top, height, isActive, isOpen, isCollapsed, isMarked, onPress } = props;
  const classes = [
    'ev-row',
    row.span.error && 'ev-row-error',
    isMarked && 'ev-row-marked',
    isOpen && 'ev-row-open',
    isActive && 'ev-row-active',
  ];
  return (
    <div
      id={id}
      role="treeitem"
      className={classes.filter(Boolean).join(' ')}
      style={{ top, height }}
      aria-level={row.depth + 1}
      aria-selected={isActive}
      aria-expanded={row.hasChildren ? !isCollapsed : undefined}
      onClick={() => onPress(row.span.spanId)}
    >
      <span className="visually-hidden">{spoken(row)}</span>
      <RowName {...props} />
      <RowBar {...props} />
    </div>
  );
});

function spoken({ span, durationMs, selfMs, critical }: TraceRow): string {
  const parts = [`${span.service} ${span.name}`, milliseconds(durationMs), `own time ${milliseconds(selfMs)}`];
  return [...parts, span.error ? 'error' : '', critical.length > 0 ? 'on the critical path' : ''].filter(Boolean).join(', ');
}

const deepestIndent = 14;

function RowName({ row: { span, depth, hasChildren, orphan, shiftMs }, isCollapsed, logs, onFold }: WaterfallRowProps) {
  return (
    <span
      className="ev-row-name"
      aria-hidden
      style={{ paddingLeft: 4 + Math.min(depth, deepestIndent) * 12 }}
      title={`${span.service} ${span.name}`}
    >
      <span
        className="ev-row-fold"
        onClick={(event) => {
          if (!hasChildren) return;
          event.stopPropagation();
          onFold(span.spanId);
        }}
      >
        {hasChildren && (isCollapsed ? '▸' : '▾')}
      </span>
      <span className="ev-row-words">
        {span.error && <span className="ui-tone-critical">■ </span>}
        {orphan && <span title="Its parent span never arrived">◇ </span>}
        {shiftMs !== 0 && <span title={`Moved by ${milliseconds(Math.abs(shiftMs))}: the clock of ${span.slot} is off`}>◷ </span>}
        <b>{span.service}</b> {span.name}
        {logs > 0 && <span className="muted"> ≡{logs}</span>}
      </span>
    </span>
  );
}

const mostEvents = 20;

function RowBar({ row, zoom }: WaterfallRowProps) {
  const { offsetMs, durationMs, span } = row;
  const bar = placeOf(zoom, offsetMs, offsetMs + durationMs);
  if (!bar)
    return (
      <span aria-hidden className={`ev-row-track ev-row-outside-${offsetMs > zoom.toMs ? 'right' : 'left'}`}>
        {offsetMs > zoom.toMs ? '›' : '‹'}
      </span>
    );
  const isLeft = bar.left > 50;
  const beside = isLeft ? { right: `calc(${100 - bar.left}% + 4px)` } : { left: `calc(${bar.left + bar.width}% + 4px)` };
  const startMs = span.startMs - offsetMs;
  const events = (span.events ?? []).slice(0, mostEvents).map(({ atMs }) => placeOf(zoom, atMs - startMs, atMs - startMs));
  return (
    <span className="ev-row-track" aria-hidden>
      <span className="ev-row-bar" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
      {placesOf(zoom, row.critical).map(({ left, width }) => (
        <i key={left} className="ev-row-critical" style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
      {events.map(
        (place, index) => place && <i key={`${index} ${place.left}`} className="ev-row-event" style={{ left: `${place.left}%` }} />,
      )}
      <span className="ev-row-time mono" style={beside}>
        {milliseconds(durationMs)}
      </span>
    </span>
  );
}
