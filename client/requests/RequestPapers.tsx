import type { CheckResult } from '../../core/protocol/papers.ts';
import type { RequestPapers as Papers } from '../../core/protocol/requests.ts';
import { resultGlyphs } from '../evidence/papers/release-words.ts';
import { Badge } from '../ui/Badge.tsx';
import { checksOf } from './request-words.ts';
import './Requests.css';

const tones: Record<CheckResult, string> = { passed: 'ui-tone-ok', failed: 'ui-tone-critical', 'not run': 'ui-tone-warning' };

/** What the shop's own files say of a change request. */
export function RequestPapers({ papers }: { papers: Papers }) {
  const { channel, notes, flag, diff, suites, consumers, nodes } = papers;
  const checks = checksOf(papers);
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
      {checks !== null && <p>{checks}.</p>}
      {suites.length > 0 && (
        <table className="ev-table">
          <thead>
            <tr>
              <th>Suite</th>
              {nodes.map((node) => (
                <th key={node}>Node {node}</th>
              ))}
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            {suites.map(({ suite, results, why }) => (
              <tr key={suite}>
                <td>{suite}</td>
                {results.map((result, index) => (
                  <td key={nodes[index]}>
                    <Result result={result} />
                  </td>
                ))}
                <td>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {consumers.length > 0 && <Consumers consumers={consumers} />}
    </div>
  );
}

function Consumers({ consumers }: Pick<Papers, 'consumers'>) {
  return (
    <table className="ev-table">
      <thead>
        <tr>
          <th>Compatible with</th>
          <th>Contract</th>
          <th>Result</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {consumers.map(({ consumer, contract, result, why }) => (
          <tr key={consumer}>
            <td className="mono">{consumer}</td>
            <td>{contract}</td>
            <td>
              <Result result={result} />
            </td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
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

function Result({ result }: { result: CheckResult }) {
  return (
    <span className={tones[result]}>
      <span aria-hidden>{resultGlyphs[result]}</span> {result}
    </span>
  );
}
