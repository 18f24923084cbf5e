import type { KafkaRecord, ShownBytes } from '../../../../core/protocol/panels-kafka.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { bytes } from '../figures.ts';

/** One record with its headers and its value. */
export function RecordDetails({ record: { offset, headers, value, timestampMs } }: { record: KafkaRecord }) {
  return (
    <section className="ev-record" aria-label={`Record at offset ${offset}`}>
      <p>
        <strong className="mono">{offset}</strong> <span className="muted mono">{new Date(timestampMs).toISOString()}</span>
        {value && <CopyButton text={value.text} label="Copy value" />}
      </p>
      <dl>
        {headers.map(({ name, value: text }, index) => (
          <div key={`${name} ${index}`}>
            <dt>{name}</dt>
            <dd className="mono">{text}</dd>
          </div>
        ))}
      </dl>
      {value ? <Value value={value} /> : <p className="muted">The record has no value: it is a tombstone.</p>}
    </section>
  );
}

function Value({ value: { text, encoding, isCut, bytes: size } }: { value: ShownBytes }) {
  return (
    <>
      {encoding === 'hex' && <Badge tone="warning">no text: {bytes(size)} in hexadecimal</Badge>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long value scrolls, and must by keyboard too */}
      <pre className="ev-value" tabIndex={0}>
        {encoding === 'text' ? pretty(text) : text}
      </pre>
      {isCut && <p className="muted">The beginning of {bytes(size)}.</p>}
    </>
  );
}

/** JSON in lines; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
