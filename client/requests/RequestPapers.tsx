import type { RequestPapers as Papers } from '../../core/protocol/requests.ts';
import { ConsumerTable, SuiteTable } from '../evidence/papers/CheckTables.tsx';
import { checksWords } from '../evidence/papers/release-words.ts';
import { Badge } from '../ui/Badge.tsx';
import './Requests.css';

/** What the shop's own files say of a change request. */
export function RequestPapers({ papers }: { papers: Papers }) {
  const { flag, diff } = papers;
  return (
    <div className="req-papers">
      {flag && (
        <p>
          {flag.description}. Owner <b>{flag.owner}</b>, to be taken out by <span className="mono">{flag.expires}</span>.
        </p>
      )}
      <Notes papers={papers} />
      {diff ? <Difference diff={diff} /> : <p className="muted">No contract, schema or setting in the papers differs.</p>}
      <Checks papers={papers} />
    </div>
  );
}

/** Of a release what is new in it, of another change what it was checked with. */
function Notes({ papers: { channel, notes } }: { papers: Papers }) {
  if (channel !== null)
    return (
      <p>
        <Badge tone={channel === 'stable' ? 'ok' : 'info'}>{channel}</Badge> {notes.join('; ')}
      </p>
    );
  if (notes.length === 0) return null;
  return (
    <ul className="req-notes">
      {notes.map((note) => (
        <li key={note}>{note}.</li>
      ))}
    </ul>
  );
}

/** A table that would be empty is a sentence: a hole reads as if all were well. */
function Checks({ papers }: { papers: Papers }) {
  const { suites, consumers, nodes } = papers;
  return (
    <>
      <p>Checks: {checksWords(papers)}.</p>
      {suites.length > 0 ? <SuiteTable suites={suites} nodes={nodes} /> : <p className="muted">No suite was run for it.</p>}
      {consumers.length > 0 ? (
        <ConsumerTable consumers={consumers} />
      ) : (
        <p className="muted">Nobody is named who relies on a contract of it.</p>
      )}
    </>
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
