import type { TraceSummary } from '../../../core/protocol/traces.ts';
import { milliseconds } from '../../format.ts';
import { select } from '../../state/selection.ts';
import { timeWords } from '../entry-words.ts';

interface TraceListProps {
  traces: readonly TraceSummary[];
  /** Game time by trace, in the same order. */
  atMs: readonly (number | null)[];
}

/** One line for each trace; a press opens it. */
export function TraceList({ traces, atMs }: TraceListProps) {
  const longestMs = traces.reduce((max, { durationMs }) => Math.max(max, durationMs), 1);
  return (
    <ul className="ev-trace-list" aria-label="Traces">
      {traces.map((trace, index) => (
        <li key={trace.traceId}>
          <button type="button" onClick={() => select({ traceId: trace.traceId })}>
            <time className="mono" title={`${new Date(trace.startMs).toISOString().slice(11, 19)} UTC`}>
              {timeWords(atMs[index] ?? null)}
            </time>
            <span className="ev-trace-root">
              {trace.error && (
                <span className="ui-tone-critical" role="img" aria-label="error">
                  ■{' '}
                </span>
              )}
              {trace.root}
              <small className="muted">
                {' '}
                {trace.services.join(' · ')} · {trace.spans} {trace.spans === 1 ? 'span' : 'spans'}
              </small>
            </span>
            <span className="ev-trace-bar" aria-hidden>
              <i style={{ width: `${(trace.durationMs / longestMs) * 100}%` }} />
            </span>
            <span className="mono ev-trace-ms">{milliseconds(trace.durationMs)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
