import { useMemo, useState } from 'react';
import { type Heatmap, heatmapSchema } from '../../../core/protocol/breakdown.ts';
import { count } from '../../format.ts';
import { select } from '../../state/selection.ts';
import { anyTrace } from '../../state/trace-search.ts';
import { Empty, Notice, Skeleton } from '../../ui/Panel.tsx';
import { liveGameMs } from '../clocks.ts';
import { timeWords } from '../entry-words.ts';
import { useAsked } from '../use-asked.ts';
import { useCanvas } from '../use-canvas.ts';
import { cellSize, drawHeat, type HeatFrame } from './heat-draw.ts';
import { bandWords, cellAt, type HeatLayout, type HeatPlace, layoutHeat, stepIn } from './heat-layout.ts';

const refreshMs = 5000;
const height = 190;
const frame: HeatFrame = { left: 52, top: 6, right: 8, bottom: 20 };
const shownTimes = 6;

interface LatencyHeatmapProps {
  drillId: string;
  /** Service or link that is measured. */
  measured: string;
  /** Its durations are those that users waited: a search for traces goes by them. */
  isOfUsers: boolean;
}

/** How long requests took, over time: two humps stay two, where a percentile shows one line between them. */
export function LatencyHeatmap({ drillId, measured, isOfUsers }: LatencyHeatmapProps) {
  const { value, problem } = useAsked(
    `/api/v1/drills/${drillId}/heatmap?component=${encodeURIComponent(measured)}`,
    heatmapSchema,
    refreshMs,
  );
  if (value === null) return problem ? <Empty title={problem} /> : <Skeleton width="100%" height={height} />;
  return (
    <>
      {problem && <Notice tone="warning">{problem}</Notice>}
      <Heat heatmap={value} gameMsAt={liveGameMs} onOpen={(layout, at) => openTraces(layout, at, isOfUsers)} />
    </>
  );
}

interface HeatProps {
  heatmap: Heatmap;
  /** Game time of a moment in Unix milliseconds; the same function in every drawing. */
  gameMsAt: (wallMs: number) => number | null;
  /** A press on a cell; left out where there is nowhere to go. */
  onOpen?: (layout: HeatLayout, at: HeatPlace) => void;
}

/** The picture of what was measured. */
export function Heat({ heatmap, gameMsAt, onOpen }: HeatProps) {
  const [at, setAt] = useState<HeatPlace | null>(null);
  const layout = useMemo(() => layoutHeat(heatmap), [heatmap]);
  const times = useMemo(() => timesOf(layout, gameMsAt), [layout, gameMsAt]);
  const canvas = useCanvas((context, size) => drawHeat(context, { layout, at, times, frame, size }), [layout, at, times]);
  if (layout.rows.length === 0)
    return <Empty title={`Nothing of ${heatmap.component} was measured yet.`} hint="The first column stands here after five seconds." />;
  const words = at && placeWords(layout, at, gameMsAt);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = stepIn(layout, at, event.key);
    if (event.key === 'Enter' && at) onOpen?.(layout, at);
    else if (to) setAt(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure className="ev-heat" aria-label={`Latency of ${heatmap.component} over time`}>
      <canvas
        ref={canvas}
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={`Requests by time and duration${onOpen ? '; Enter opens traces of them' : ''}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, layout.columns.length - 1)}
        aria-valuenow={at?.column ?? layout.columns.length - 1}
        aria-valuetext={words ?? `${layout.columns.length} columns`}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setAt(placeAt(layout, event))}
        onPointerLeave={() => setAt(null)}
        onClick={(event) => onOpen?.(layout, placeAt(layout, event))}
      />
      <figcaption className="muted">
        <span>{words ?? (onOpen ? 'Press a cell to open traces of it.' : 'Point at a cell to read it.')}</span>
        <span className="ev-heat-scale" aria-hidden>
          1 <i /> {count(layout.most)} in {layout.stepMs / 1000} s
        </span>
      </figcaption>
    </figure>
  );
}

function timesOf({ columns }: HeatLayout, gameMsAt: HeatProps['gameMsAt']): { column: number; words: string }[] {
  const every = Math.max(1, Math.ceil(columns.length / shownTimes));
  return columns.flatMap((wallMs, column) => {
    const gameMs = gameMsAt(wallMs);
    return column % every === 0 && column > 0 && gameMs !== null ? [{ column, words: timeWords(gameMs) }] : [];
  });
}

function placeAt(layout: HeatLayout, event: React.PointerEvent | React.MouseEvent): HeatPlace {
  const box = event.currentTarget.getBoundingClientRect();
  const cell = cellSize({ layout, frame, size: { width: box.width, height: box.height } });
  const within = (value: number, most: number): number => Math.min(most - 1, Math.max(0, Math.floor(value)));
  return {
    column: within((event.clientX - box.left - frame.left) / cell.width, layout.columns.length),
    row: within((box.bottom - frame.bottom - event.clientY) / cell.height, layout.rows.length),
  };
}

function placeWords(layout: HeatLayout, at: HeatPlace, gameMsAt: HeatProps['gameMsAt']): string {
  const row = layout.rows[at.row];
  const gameMs = gameMsAt(layout.columns[at.column] ?? 0);
  return `${timeWords(gameMs)}  ${row ? bandWords(row) : ''}  ${count(cellAt(layout, at)?.count ?? 0)} requests`;
}

/** Traces of a cell. What a part took is the least that its user waited: only of users an upper end is known. */
function openTraces(layout: HeatLayout, at: HeatPlace, isOfUsers: boolean): void {
  const [row, column] = [layout.rows[at.row], layout.columns[at.column]];
  if (!row || column === undefined) return;
  const toMs = liveGameMs(column + layout.stepMs);
  select({
    tab: 'traces',
    traceId: null,
    entry: null,
    atMs: null,
    search: {
      ...anyTrace,
      scope: isOfUsers ? 'users' : 'all',
      order: 'slowest',
      // It is counted when it ends: it began as long before.
      fromMs: beforeStart(liveGameMs(column), row),
      toMs: toMs && Math.ceil(toMs),
      minMs: row.fromMs === 0 ? null : row.fromMs,
      maxMs: isOfUsers ? row.toMs : null,
    },
  });
}

/** The newest seconds come a little late, too. */
const lateMs = 3000;
const beforeStart = (gameMs: number | null, { fromMs, toMs }: { fromMs: number; toMs: number | null }): number | null =>
  gameMs === null ? null : Math.floor(gameMs - (toMs ?? fromMs) - lateMs);
