import type { CheckResult, ReleaseEntry, ReleasesPaper } from '../../../core/protocol/papers.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { PaperTable } from './PaperTable.tsx';
import { checksWords, resultGlyphs } from './release-words.ts';

const idOf = ({ service, version }: ReleaseEntry): string => `${service}@${version}`;
const channelTones = { stable: 'ok', beta: 'info', canary: 'neutral' } as const;
const resultTones: Record<CheckResult, string> = { passed: 'ui-tone-ok', failed: 'ui-tone-critical', 'not run': 'ui-tone-warning' };

/** Every version of every service with its channel, and of one version the CI matrix. */
export function ReleasesView({ paper, detail }: { paper: ReleasesPaper; detail: string }) {
  const chosen = paper.releases.find((release) => idOf(release) === detail);
  if (paper.releases.length === 0) return <Empty title="Nothing was released yet." />;
  return (
    <PaperTable
      paper="releases"
      heads={['Version', 'Channel', 'Built', 'Checks']}
      rows={paper.releases.map((release) => {
        const { service, version, channel, built } = release;
        return {
          id: idOf(release),
          name: `${service} ${version}`,
          cells: [
            { content: <Badge tone={channelTones[channel]}>{channel}</Badge> },
            { content: built, isMono: true },
            { content: checksWords(release) },
          ],
          label: `${service} ${version}, ${channel}: ${checksWords(release)}`,
        };
      })}
      detail={chosen ? <Matrix release={chosen} nodes={paper.nodes} /> : null}
      hint="Choose a version to read its notes and its CI matrix."
    />
  );
}

function Matrix({ release, nodes }: { release: ReleaseEntry; nodes: readonly string[] }) {
  const { service, version, team, notes, suites, consumers } = release;
  return (
    <div className="ev-record">
      <h3 className="mono">
        {service} {version}
      </h3>
      <p className="muted">Built by the {team}</p>
      <ul className="papers-notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
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
      {consumers.length > 0 && (
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
      )}
    </div>
  );
}

function Result({ result }: { result: CheckResult }) {
  return (
    <span className={`papers-result ${resultTones[result]}`}>
      <span aria-hidden>{resultGlyphs[result]}</span> {result}
    </span>
  );
}
