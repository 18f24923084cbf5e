import type { RequestPapers as Papers } from '../../core/protocol/requests.ts';
import { ConsumerTable, SuiteTable } from '../evidence/papers/CheckTables.tsx';
import { checksWords } from '../evidence/papers/release-words.ts';
import { Badge } from '../ui/Badge.tsx';
import './Requests.css';

/** What the shop's own files say of a change request. */
export function RequestPapers({ papers }: { papers: Papers }) {
  const { channel, notes, flag, diff, suites, consumers, nodes } = papers;
  const isChecked = suites.length + consumers.length > 0;
  return (
    <div className="req-papers">
      {channel !== null && (
        <p>
          <Badge tone={channel === 'stable' ? 'ok' : 'info'}>{channel}</Badge> {notes.join('; ')}
        </p>
      )}
      {flag && (
        <p>
          {flag.description}. Owner <b>{flag.owner}</b>, to be taken out by <span className="mono">{flag.expires}</span>.
        </p>
      )}
      {diff ? <Difference diff={diff} /> : <p className="muted">No contract, schema or setting in the papers differs.</p>}
      {isChecked && <p>Checks: {checksWords(papers)}.</p>}
      {suites.length > 0 && <SuiteTable suites={suites} nodes={nodes} />}
      {consumers.length > 0 && <ConsumerTable consumers={consumers} />}
    </div>
  );
}

function Difference({ diff }: { diff: NonNullable<Papers['diff']> }) {
  return (
    <figure className="req-diff">
      <figcaption className="mono muted">{diff.document}</figcaption>
      <pre tabIndex={0} aria-label={`Difference of ${diff.document}`}>
        {diff.lines.map((line, index) => (
          <span key={`${index}-${line}`} className={lineTone(line)}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
    </figure>
  );
}

/** The sign says what the colour says. */
function lineTone(line: string): string {
  if (line.startsWith('-')) return 'req-was';
  return line.startsWith('+') ? 'req-is' : '';
}
