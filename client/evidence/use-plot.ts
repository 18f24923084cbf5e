/** The plot behind a chart: built when its lines are others, fed when seconds come, repainted with the theme. */
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { gameTime } from '../format.ts';
import { drawMarkers, drawPicked } from './chart-draw.ts';
import { topOf } from './chart-scale.ts';
import type { ChartMarker } from './chart-words.ts';
import { dashes, formsOf } from './line-forms.ts';
import type { Series, SeriesTone } from './signals.ts';
import { onThemeChange, tokenColour } from './token-colour.ts';

export interface PlotProps {
  unit: string;
  atMs: readonly number[];
  series: readonly Series[];
  markers: readonly ChartMarker[];
  height: number;
  syncKey: string | undefined;
  pickedMs: number | null;
  onPick: ((atMs: number) => void) | undefined;
}

export interface Plot {
  host: React.RefObject<HTMLDivElement | null>;
  chart: React.RefObject<uPlot | null>;
  /** Index under the cursor; null while it is elsewhere. */
  cursor: number | null;
}

const strokes: Record<SeriesTone, string> = {
  p50: '--chart-1',
  p95: '--chart-2',
  p99: '--chart-3',
  error: '--chart-error',
  rate: '--chart-rate',
  neutral: '--chart-2',
};

export function usePlot({ unit, atMs, series, markers, height, syncKey, pickedMs, onPick }: PlotProps): Plot {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const shown = useRef({ markers, pickedMs, onPick });
  const [cursor, setCursor] = useState<number | null>(null);
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
    const endTheme = onThemeChange(() => plot.redraw(false, true));
    return () => {
      resized.disconnect();
      endTheme();
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
  return { host, chart, cursor };
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
  const forms = formsOf(series);
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
    scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, topOf(max ?? 0)] } },
    axes: [
      {
        ...axis,
        size: 24,
        space: 56,
        incrs: [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600],
        values: (_plot, splits) => splits.map((seconds) => axisClock(seconds)),
      },
      {
        ...axis,
        size: (_plot, values) => axisWidth(values),
        space: 26,
        values: (_plot, splits) => splits.map((value) => axisValue(value, unit)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, tone }, index) => ({
        label,
        stroke: () => tokenColour(strokes[tone]),
        dash: dashes[forms[index] ?? 'solid'],
        width: 1.25,
        spanGaps: false,
        points: { show: false },
      })),
    ],
  };
}

const axisClock = (seconds: number): string => gameTime(seconds * 1000);
const narrowestAxis = 46;
/** Wide enough for its longest label: `200 msg` begins with its hundreds. uPlot asks before it has labels, too. */
const axisWidth = (labels: readonly string[] | null): number =>
  Math.max(narrowestAxis, 14 + 6.5 * Math.max(0, ...(labels ?? []).map(({ length }) => length)));
const axisValue = (value: number, unit: string): string =>
  unit === 'ms' && value >= 1000 ? `${value / 1000} s` : `${Number(value.toPrecision(3))} ${unit}`;
