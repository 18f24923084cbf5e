import { memo, useId } from 'react';
import 'uplot/dist/uPlot.min.css';
import { clock } from '../format.ts';
import { moveCursor, nextIndex } from './chart-keys.ts';
import { type ChartMarker, isEmpty, lastKnown, markerShapes, nearestMarker, spokenAt, valueText } from './chart-words.ts';
import { formsOf, type LineForm } from './line-forms.ts';
import type { Series } from './signals.ts';
import { usePlot } from './use-plot.ts';
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
  /** Opens traces of what it shows, at a moment or now. */
  onTraces?: ((atMs: number | null) => void) | undefined;
}

const noMarkers: readonly ChartMarker[] = [];

/**
 * Thin lines over game time: gaps stay gaps, what people and alerts did stands on the same axis. Read by mouse or by keys:
 * arrows move the cursor, with Shift to the next marker, Enter picks the moment, t opens its traces.
 */
export const TimeChart = memo(function TimeChart({
  title,
  unit,
  atMs,
  series,
  markers = noMarkers,
  height = 132,
  syncKey,
  pickedMs = null,
  onPick,
  onTraces,
}: TimeChartProps) {
  const { host, chart, cursor } = usePlot({ unit, atMs, series, markers, height, syncKey, pickedMs, onPick });
  const titleId = useId();
  const at = cursor === null ? null : (atMs[cursor] ?? null);
  const marker = at === null ? null : nearestMarker(markers, at);
  const forms = formsOf(series);
  const values = series.map(({ id, label, values: line, tone }, index) => ({
    id,
    form: forms[index] ?? 'solid',
    label: series.length > 1 ? label : '',
    tone,
    text: valueText(at === null ? lastKnown(line) : (line[cursor ?? 0] ?? null), unit),
  }));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const to = nextIndex(event, { index: cursor, atMs, markers });
    if (event.key === 'Enter' && at !== null) onPick?.(at);
    else if (event.key === 't' && onTraces) onTraces(at ?? pickedMs);
    else if (to !== null && chart.current) moveCursor(chart.current, to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <figure className="ev-chart" aria-labelledby={titleId}>
      <ChartCaption id={titleId} {...{ title, at, values, marker, pickedMs, onTraces }} />
      <div className="ev-chart-place">
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
        {isEmpty(series) && <p className="ev-chart-none">nothing measured in this time</p>}
      </div>
    </figure>
  );
});

interface ChartCaptionProps {
  id: string;
  title: string;
  /** Game milliseconds under the cursor. */
  at: number | null;
  values: readonly { id: string; label: string; tone: string; form: LineForm; text: string }[];
  marker: ChartMarker | null | undefined;
  pickedMs: number | null;
  onTraces: TimeChartProps['onTraces'];
}

function ChartCaption({ id, title, at, values, marker, pickedMs, onTraces }: ChartCaptionProps) {
  return (
    <figcaption id={id}>
      <strong>{title}</strong>
      <span className="ev-chart-time mono">{at === null ? 'now' : clock(at)}</span>
      <span className="ev-chart-values mono">
        {values.map(({ id: seriesId, label, tone, form, text }) => (
          <span key={seriesId} className={`ev-chart-value ev-series-${tone} ev-line-${form}`}>
            <i aria-hidden /> {label} <b>{text}</b>
          </span>
        ))}
      </span>
      {onTraces && (
        <button
          type="button"
          className="ui-chip ev-chart-traces"
          aria-label={`Traces of ${title}, ${pickedMs === null ? 'now' : `at ${clock(pickedMs)}`}`}
          onClick={() => onTraces(pickedMs)}
        >
          traces
        </button>
      )}
      <span className="ev-chart-marker">{marker ? `${markerShapes[marker.kind]} ${marker.label}` : ''}</span>
    </figcaption>
  );
}
