import type { CheckResult, ReleaseEntry, ReleasesPaper } from '../../../core/protocol/papers.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { MarkRow, rowRef } from '../engines/MarkRow.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { useMarked } from '../Mark.tsx';
import { checksWords, resultGlyphs } from './release-words.ts';

const idOf = ({ service, version }: ReleaseEntry): string => `${service}@${version}`;
const channelTones = { stable: 'ok', beta: 'info', canary: 'neutral' } as const;
const resultTones: Record<CheckResult, string> = { passed: 'ui-tone-ok', failed: 'ui-tone-critical', 'not run': 'ui-tone-warning' };

/** Every version of every service with its channel, and of one version the CI matrix. */
export function ReleasesView({ paper, detail }: { paper: ReleasesPaper; detail: string }) {
  const marked = useMarked('panel');
  const chosen = paper.releases.find((release) => idOf(release) === detail);
  if (paper.releases.length === 0) return <Empty title="Nothing was released yet." />;
  return (
    <div className="ev-records">
      <table className="ev-table">
        <thead>
          <tr>
            <th>Version</th>
            <th>Channel</th>
            <th>Built</th>
            <th>Checks</th>
            <th>
              <span className="visually-hidden">To do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {paper.releases.map((release) => (
            <tr key={idOf(release)} {...marked(rowRef({ tab: 'papers', view: 'releases', row: idOf(release) }))}>
              <td>
                <button type="button" className="ev-link mono" onClick={() => openView('papers', 'releases', idOf(release))}>
                  {release.service} {release.version}
                </button>
              </td>
              <td>
                <Badge tone={channelTones[release.channel]}>{release.channel}</Badge>
              </td>
              <td className="mono">{release.built}</td>
              <td>{checksWords(release)}</td>
              <td className="ev-row-acts">
                <MarkRow
                  tab="papers"
                  view="releases"
                  row={idOf(release)}
                  label={`${release.service} ${release.version}, ${release.channel}: ${checksWords(release)}`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen ? (
        <Matrix release={chosen} nodes={paper.nodes} />
      ) : (
        <p className="muted">Choose a version to read its notes and its CI matrix.</p>
      )}
    </div>
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
