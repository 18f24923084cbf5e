import { useMemo, useRef, useState } from 'react';
import type { TraceSummary } from '../../../core/protocol/traces.ts';
import { milliseconds } from '../../format.ts';
import { select, useSelection } from '../../state/selection.ts';
import { timeWords } from '../entry-words.ts';
import { useCanvas } from '../use-canvas.ts';
import { drawScatter } from './scatter-draw.ts';
import { type Brush, layoutScatter, nearestPoint, type Scatter, type ScatterPoint, searchOfBrush } from './scatter-layout.ts';

interface TraceScatterProps {
  traces: readonly TraceSummary[];
  /** Game time by trace, in the same order. */
  atMs: readonly (number | null)[];
}

const height = 190;
/** Room for the axes. */
const frame = { left: 44, top: 6, right: 8, bottom: 18 };
const hitPixels = 14;
const leastBrush = 6;

/**
 * Duration over time: ■ failed, ○ did not. A press opens the trace under it, a drag asks for what was brushed; arrows go from trace to
 * trace in order of time, Enter opens.
 */
export function TraceScatter({ traces, atMs }: TraceScatterProps) {
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const brushed = useRef<Brush | null>(null);
  const scatter = useMemo(
    () => layoutScatter(traces, atMs, { width: Math.max(1, width - frame.left - frame.right), height: height - frame.top - frame.bottom }),
    [traces, atMs, width],
  );
  const point = at === null ? null : (scatter.points[at] ?? null);
  const canvas = useCanvas(
    (context, size) => drawScatter(context, { scatter, point, brush, frame, size }),
    [scatter, point, brush],
    setWidth,
  );
  const placeOf = (event: React.PointerEvent): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left - frame.left, y: event.clientY - box.top - frame.top };
  };
  const move = (event: React.PointerEvent): void => {
    const { x, y } = placeOf(event);
    if (brushed.current) {
      brushed.current = { ...brushed.current, toX: x, toY: y };
      setBrush(isBrush(brushed.current) ? brushed.current : null);
    } else setAt(indexAt(scatter, x, y));
  };
  const release = (event: React.PointerEvent): void => {
    const done = brushed.current;
    brushed.current = null;
    setBrush(null);
    if (done && isBrush(done)) return askFor(scatter, done);
    const { x, y } = placeOf(event);
    open(scatter.points[indexAt(scatter, x, y) ?? -1] ?? null);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = stepOf(event.key, at, scatter.points.length);
    if (event.key === 'Enter') open(point);
    else if (to === null) return;
    else setAt(to);
    event.preventDefault();
  };
  return (
    <figure className="ev-scatter" aria-label="Duration of traces over time">
      <canvas
        ref={canvas}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label="Trace by time; Enter opens it"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, scatter.points.length - 1)}
        aria-valuenow={at ?? 0}
        aria-valuetext={point ? wordsOf(point) : `${scatter.points.length} traces`}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const { x, y } = placeOf(event);
          event.currentTarget.setPointerCapture(event.pointerId);
          brushed.current = { fromX: x, fromY: y, toX: x, toY: y };
        }}
        onPointerMove={move}
        onPointerUp={release}
        onPointerLeave={() => brushed.current === null && setAt(null)}
      />
      <figcaption className="muted">
        {point ? wordsOf(point) : 'Press a point to open it, drag to search there.  ■ failed  ○ did not'}
      </figcaption>
    </figure>
  );
}

const isBrush = ({ fromX, fromY, toX, toY }: Brush): boolean => Math.hypot(toX - fromX, toY - fromY) > leastBrush;

function indexAt({ points }: Scatter, x: number, y: number): number | null {
  const found = nearestPoint(points, { x, y }, hitPixels);
  return found && points.indexOf(found);
}

const wordsOf = ({ trace, atMs }: ScatterPoint): string =>
  `${timeWords(atMs)}  ${milliseconds(trace.durationMs)}  ${trace.root}${trace.error ? '  ■ failed' : ''}`;

function open(point: ScatterPoint | null): void {
  if (point) select({ traceId: point.trace.traceId });
}

function askFor(scatter: Scatter, brush: Brush): void {
  select({ search: { ...useSelection.getState().search, ...searchOfBrush(scatter, brush) }, entry: null });
}

/** Where a key leads; null for one that leads nowhere. */
function stepOf(key: string, at: number | null, count: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at === null ? 0 : Math.min(last, at + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return at === null ? last : Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
