import { useEffect, useId, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clock } from '../format.ts';
import { drawMarkers, drawPicked } from './chart-draw.ts';
import { moveCursor, nextIndex } from './chart-keys.ts';
import { type ChartMarker, lastKnown, markerShapes, nearestMarker, spokenAt, valueText } from './chart-words.ts';
import type { Series, SeriesTone } from './signals.ts';
import { tokenColour } from './token-colour.ts';
import './TimeChart.css';

interface TimeChartProps {
  title: string;
  unit: string;
  /** Game milliseconds of each value, rising. */
  atMs: readonly number[];
  series: readonly Series[];
  markers?: readonly ChartMarker[];
  height?: number;
  /** Charts of one key share their cursor. */
  syncKey?: string;
  /** Moment that was picked, here or in another chart; drawn over the whole height. */
  pickedMs?: number | null;
  onPick?: (atMs: number) => void;
}

const strokes: Record<SeriesTone, { token: string; dash: number[] }> = {
  p50: { token: '--chart-1', dash: [2, 2] },
  p95: { token: '--chart-2', dash: [] },
  p99: { token: '--chart-3', dash: [6, 3] },
  error: { token: '--chart-error', dash: [] },
  rate: { token: '--chart-rate', dash: [] },
  neutral: { token: '--chart-2', dash: [] },
};

/**
 * Thin lines over game time: gaps stay gaps, what people and alerts did stands on the same axis. Read by mouse or by keys:
 * arrows move the cursor, with Shift to the next marker, Enter picks the moment.
 */
export function TimeChart({ title, unit, atMs, series, markers = [], height = 132, syncKey, pickedMs = null, onPick }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const shown = useRef({ markers, pickedMs, onPick });
  const [cursor, setCursor] = useState<number | null>(null);
  const titleId = useId();
  const shape = series.map(({ id, tone }) => `${id}:${tone}`).join('|');
  shown.current = { markers, pickedMs, onPick };
  const data = useMemo(() => [atMs.map((ms) => ms / 1000), ...series.map(({ values }) => values)] as uPlot.AlignedData, [atMs, series]);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const place = host.current;
    if (!place) return;
    const options = chartOptions({ unit, series, width: place.clientWidth, height, syncKey });
    options.hooks = {
      draw: [(plot) => drawMarkers(plot, shown.current.markers), (plot) => drawPicked(plot, shown.current.pickedMs)],
      setCursor: [(plot) => setCursor(plot.cursor.idx ?? null)],
      ready: [(plot) => plot.over.addEventListener('click', () => pick(plot, shown.current.onPick))],
    };
    const plot = new uPlot(options, latest.current, place);
    chart.current = plot;
    const resized = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height }));
    resized.observe(place);
    const repaint = (): void => plot.redraw(false, true);
    const themed = new MutationObserver(repaint);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', repaint);
    return () => {
      resized.disconnect();
      themed.disconnect();
      system.removeEventListener('change', repaint);
      plot.destroy();
    };
    // A chart is built anew only when its lines are others; new seconds go in by setData.
    // `series` changes every second, `shape` only with its lines.
  }, [shape, unit, height, syncKey]);

  useEffect(() => {
    chart.current?.setData(data);
  }, [data]);
  useEffect(() => {
    chart.current?.redraw(false, false);
  }, [markers, pickedMs]);

  const at = cursor === null ? null : (atMs[cursor] ?? null);
  const marker = at === null ? null : nearestMarker(markers, at);
  const values = series.map(({ id, label, values: line, tone }) => ({
    id,
    label: series.length > 1 ? label : '',
    tone,
    text: valueText(at === null ? lastKnown(line) : (line[cursor ?? 0] ?? null), unit),
  }));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = nextIndex(event, { index: cursor, atMs, markers });
    if (event.key === 'Enter' && at !== null) onPick?.(at);
    else if (to !== null && chart.current) moveCursor(chart.current, to);
    else return;
    event.preventDefault();
  };
  return (
    <figure className="ev-chart" aria-labelledby={titleId}>
      <figcaption id={titleId}>
        <strong>{title}</strong>
        <span className="ev-chart-time mono">{at === null ? 'now' : clock(at)}</span>
        <span className="ev-chart-values mono">
          {values.map(({ id, label, tone, text }) => (
            <span key={id} className={`ev-chart-value ev-series-${tone}`}>
              <i aria-hidden /> {label} <b>{text}</b>
            </span>
          ))}
        </span>
        <span className="ev-chart-marker">{marker ? `${markerShapes[marker.kind]} ${marker.label}` : ''}</span>
      </figcaption>
      <div
        ref={host}
        className="ev-chart-plot"
        style={{ height }}
        role="slider"
        tabIndex={0}
        aria-label={`${title}: moment`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, atMs.length - 1)}
        aria-valuenow={cursor ?? Math.max(0, atMs.length - 1)}
        aria-valuetext={spokenAt(at, values, marker)}
        onKeyDown={onKeyDown}
        onBlur={() => chart.current?.setCursor({ left: -10, top: -10 })}
      />
    </figure>
  );
}

function pick(plot: uPlot, onPick: ((atMs: number) => void) | undefined): void {
  const seconds = plot.cursor.idx === null || plot.cursor.idx === undefined ? undefined : plot.data[0][plot.cursor.idx];
  if (seconds !== undefined) onPick?.(seconds * 1000);
}

interface OptionParts {
  unit: string;
  series: readonly Series[];
  width: number;
  height: number;
  syncKey: string | undefined;
}

function chartOptions({ unit, series, width, height, syncKey }: OptionParts): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: () => tokenColour('--muted'),
    grid: { stroke: () => tokenColour('--line'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    width,
    height,
    legend: { show: false },
    padding: [10, 18, 0, 0],
    cursor: { points: { size: 5 }, drag: { x: false, y: false }, ...(syncKey === undefined ? {} : { sync: { key: syncKey } }) },
    scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, niceTop(max ?? 0)] } },
    axes: [
      {
        ...axis,
        size: 24,
        space: 56,
        incrs: [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600],
        values: (_plot, splits) => splits.map((seconds) => axisClock(seconds)),
      },
      { ...axis, size: 46, space: 26, values: (_plot, splits) => splits.map((value) => axisValue(value, unit)) },
    ],
    series: [
      {},
      ...series.map(({ label, tone }) => ({
        label,
        stroke: () => tokenColour(strokes[tone].token),
        dash: strokes[tone].dash,
        width: 1.25,
        spanGaps: false,
        points: { show: false },
      })),
    ],
  };
}

/** Headroom over the highest value; an all-zero line does not look like a full one. */
function niceTop(max: number): number {
  return max <= 0 ? 1 : max * 1.15;
}

const axisClock = (seconds: number): string => (seconds < 0 ? `-${clock(-seconds * 1000)}` : clock(seconds * 1000));
const axisValue = (value: number, unit: string): string =>
  unit === 'ms' && value >= 1000 ? `${value / 1000} s` : `${Number(value.toPrecision(3))} ${unit}`;
