import type { Debrief } from '../../core/protocol/debrief.ts';
import { clock } from '../format.ts';
import { marksOf, shareOf, spanOf } from './scrubber.ts';

interface ScrubberProps {
  debrief: Debrief;
  atMs: number;
  onMove: (atMs: number) => void;
}

const stepMs = 1000;
const rowPx = 18;
/** Of the page's column. */
const widestPx = 1400;
/** Of the longest name, with its shape. */
const namePx = 112;

/** The drill as an axis: milestones above, alerts and acts on it, a cursor that everything below follows. */
export function Scrubber({ debrief, atMs, onMove }: ScrubberProps) {
  const span = spanOf(debrief);
  const left = (ms: number): string => `${(shareOf(span, ms) * 100).toFixed(2)}%`;
  const marks = marksOf(debrief, namePx / Math.min(window.innerWidth, widestPx));
  const rows = 1 + Math.max(0, ...marks.map(({ row }) => row));
  return (
    <div className="debrief-scrubber">
      <div className="debrief-marks" style={{ height: rows * rowPx }}>
        {marks.map(({ id, atMs: markMs, label, row, sealed }) => (
          <button
            key={id}
            type="button"
            className={`debrief-mark${sealed ? ' debrief-mark-sealed' : ''}`}
            style={{ left: left(markMs), top: row * rowPx }}
            title={`${label} at ${clock(markMs - span.fromMs)}${sealed ? '; sealed while the drill ran' : ''}`}
            onClick={() => onMove(markMs)}
          >
            {sealed ? '◇ ' : ''}
            {label}
          </button>
        ))}
      </div>
      <div className="debrief-axis">
        {debrief.alerts.map(({ alert, severity, firedAtMs, resolvedAtMs }) =>
          severity === 'info' ? null : (
            <i
              key={`${alert}-${firedAtMs}`}
              className={`debrief-alert debrief-alert-${severity}`}
              title={`${severity} ${alert}`}
              style={{ left: left(firedAtMs), right: `calc(100% - ${left(resolvedAtMs ?? span.toMs)})` }}
            />
          ),
        )}
        {debrief.controls.map(({ controlId, control, target, atMs: actMs }) => (
          <i key={controlId} className="debrief-act" title={`${control} ${target}`} style={{ left: left(actMs) }}>
            ◆
          </i>
        ))}
        <input
          type="range"
          aria-label="Moment of the drill"
          aria-valuetext={clock(atMs - span.fromMs)}
          min={span.fromMs}
          max={span.toMs}
          step={stepMs}
          value={atMs}
          onChange={(event) => onMove(Number(event.target.value))}
        />
      </div>
      <p className="debrief-axis-ends mono muted">
        <span>00:00</span>
        <strong>{clock(atMs - span.fromMs)}</strong>
        <span>{clock(span.toMs - span.fromMs)}</span>
      </p>
    </div>
  );
}
