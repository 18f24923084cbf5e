import type { CheckResult, ReleaseEntry } from '../../../core/protocol/papers.ts';
import { resultGlyphs } from './release-words.ts';
import './CheckTables.css';

const resultTones: Record<CheckResult, string> = { passed: 'ui-tone-ok', failed: 'ui-tone-critical', 'not run': 'ui-tone-warning' };

/** What CI ran of a version, suite by suite, on each version of Node. */
export function SuiteTable({ suites, nodes }: Pick<ReleaseEntry, 'suites'> & { nodes: readonly string[] }) {
  return (
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
  );
}

/** Who relies on it, and whether their contract was run against it. */
export function ConsumerTable({ consumers }: Pick<ReleaseEntry, 'consumers'>) {
  return (
    <table className="ev-table ev-second">
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

function Result({ result }: { result: CheckResult }) {
  return (
    <span className={`papers-result ${resultTones[result]}`}>
      <span aria-hidden>{resultGlyphs[result]}</span> {result}
    </span>
  );
}
