import type { LogLine } from '../../../core/protocol/logs.ts';
import type { SpanEvent } from '../../../core/protocol/traces.ts';
import { milliseconds } from '../../format.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import type { TraceRow } from './trace-layout.ts';

/** Everything a span carries: what it is, what happened in it, and what was logged meanwhile. */
export function SpanDetails({ row, logs }: { row: TraceRow; logs: readonly LogLine[] }) {
  const { span, offsetMs } = row;
  const startMs = span.startMs - row.shiftMs;
  return (
    <section className="ev-span" aria-label="Span details">
      <h3>
        {span.service} · {span.name} <CopyButton text={span.traceId} label="Copy trace id" />
      </h3>
      {span.statusMessage && (
        <p className="ev-span-status">
          <span aria-hidden>■</span> {span.statusMessage}
        </p>
      )}
      <dl>
        {[...factsOf(row), ...Object.entries(span.attributes)].map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{name}</dt>
            <dd className="mono">{String(value)}</dd>
          </div>
        ))}
      </dl>
      {span.events && span.events.length > 0 && (
        <Happened
          title="Events"
          items={span.events.map((event) => ({ atMs: event.atMs - startMs + offsetMs, text: wordsOf(event), level: 'info' }))}
        />
      )}
      {logs.length > 0 && (
        <Happened
          title="Logs"
          items={logs.map(({ atMs, message, level }) => ({ atMs: atMs - startMs + offsetMs, text: message, level }))}
        />
      )}
    </section>
  );
}

function factsOf({ span, offsetMs, selfMs, critical, shiftMs }: TraceRow): [string, string][] {
  const onPathMs = critical.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return [
    ['instance', span.slot],
    ['kind', span.kind],
    ['start', `+${milliseconds(offsetMs)}`],
    ['duration', milliseconds(span.durationMs)],
    ['own time', milliseconds(selfMs)],
    ['on the critical path', onPathMs > 0 ? milliseconds(onPathMs) : 'no'],
    ...(shiftMs === 0
      ? []
      : ([['drawn', `${milliseconds(Math.abs(shiftMs))} ${shiftMs > 0 ? 'later' : 'earlier'}: its clock is off`]] as [string, string][])),
    ['span', span.spanId],
  ];
}

interface HappenedProps {
  title: string;
  /** From the start of the trace. */
  items: readonly { atMs: number; text: string; level: LogLine['level'] }[];
}

const marks: Record<LogLine['level'], string> = { info: '', warn: '▲ ', error: '■ ' };

function Happened({ title, items }: HappenedProps) {
  return (
    <>
      <h4>{title}</h4>
      <ol className="ev-span-happened">
        {items.map(({ atMs, text, level }, index) => (
          <li key={`${atMs} ${index}`}>
            <span className="mono muted">+{milliseconds(atMs)}</span>
            <span className={level === 'error' ? 'ui-tone-critical' : ''}>
              {marks[level]}
              {text}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function wordsOf({ name, attributes }: SpanEvent): string {
  const values = Object.entries(attributes).map(([key, value]) => `${key}=${String(value)}`);
  return [name, ...values].join('  ');
}
