import type { ReleaseEntry, ReleasesPaper } from '../../../core/protocol/papers.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { ConsumerTable, SuiteTable } from './CheckTables.tsx';
import { PaperTable } from './PaperTable.tsx';
import { checksWords } from './release-words.ts';

const idOf = ({ service, version }: ReleaseEntry): string => `${service}@${version}`;
const channelTones = { stable: 'ok', beta: 'info', canary: 'neutral' } as const;

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
      <SuiteTable suites={suites} nodes={nodes} />
      {consumers.length > 0 && <ConsumerTable consumers={consumers} />}
    </div>
  );
}
