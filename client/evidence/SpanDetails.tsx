import { milliseconds } from '../format.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import type { TraceRow } from './trace-layout.ts';

/** Everything a span carries. */
export function SpanDetails({ row }: { row: TraceRow }) {
  const { span, offsetMs, selfMs } = row;
  const facts: [string, string][] = [
    ['instance', span.slot],
    ['kind', span.kind],
    ['start', `+${milliseconds(offsetMs)}`],
    ['duration', milliseconds(span.durationMs)],
    ['own time', milliseconds(selfMs)],
    ['span', span.spanId],
  ];
  return (
    <section className="ev-span" aria-label="Span details">
      <h3>
        {span.service} · {span.name} <CopyButton text={span.traceId} label="Copy trace id" />
      </h3>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
        {Object.entries(span.attributes).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
