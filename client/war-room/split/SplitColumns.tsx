import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { EvidenceArea } from '../../evidence/EvidenceArea.tsx';
import { TicketsTab } from '../../evidence/TicketsTab.tsx';
import { clock } from '../../format.ts';
import { ReleaseGate } from '../../requests/ReleaseGate.tsx';
import { RequestList } from '../../requests/RequestList.tsx';
import { isGateTold } from '../../requests/request-words.ts';
import { useHouse } from '../../state/store.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { AlertsColumn } from '../AlertsColumn.tsx';
import { BoardPanel } from '../BoardPanel.tsx';
import { linesOf, readLines } from '../channel-lines.ts';
import { PublicPagePanel } from '../communication/PublicPagePanel.tsx';
import { TasksPanel } from '../tasks/TasksPanel.tsx';
import { OtherDesk } from './OtherDesk.tsx';
import './SplitDesk.css';

/** Left column: what fires, or who sees it. */
export function LeftColumn({ drill }: { drill: DrillView }) {
  if (drill.sees.telemetry) return <AlertsColumn drill={drill} />;
  return (
    <div className="war-column">
      <OtherDesk drill={drill} part="telemetry" title="Alerts" />
      <RequestList drill={drill} />
      {isGateTold(drill) && (
        <Panel title="Release policy">
          <ReleaseGate drill={drill} />
        </Panel>
      )}
    </div>
  );
}

/** Centre: what production shows, what the world says, or the board. */
export function Centre({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  if (drill.sees.telemetry) return <EvidenceArea stack={stack} drill={drill} />;
  return <div className="split-centre">{drill.sees.voices ? <Voices drill={drill} /> : <Board drill={drill} />}</div>;
}

function Board({ drill }: { drill: DrillView }) {
  return (
    <>
      <div className="split-beside">
        <Panel title="Board">
          <BoardPanel drill={drill} />
        </Panel>
        <Panel title="Tasks">
          <TasksPanel drill={drill} />
        </Panel>
      </div>
      <OtherDesk drill={drill} part="voices" title="The world outside" />
    </>
  );
}

const drawnMessages = 50;

/** Customers, colleagues and vendors, as they come. */
function Voices({ drill }: { drill: DrillView }) {
  const timeline = useHouse((house) => house.timeline);
  const { lines } = linesOf(
    readLines(timeline).filter(({ desk, kind }) => desk === 'voices' && kind !== 'ticket'),
    'all',
    drawnMessages,
  );
  return (
    <>
      <Panel title="Messages and vendors’ pages" aside={<span className="muted mono">{lines.length}</span>}>
        {lines.length === 0 && (
          <Empty title="Nobody has written yet." hint="Colleagues, the press and vendors’ status pages appear here." />
        )}
        <ul className="split-voices">
          {lines.toReversed().map(({ index, atMs, kind, from, text }) => (
            <li key={index}>
              <time className="mono muted">{clock(atMs)}</time> <b>{from}</b>{' '}
              {kind === 'statusPage' && <span className="muted">(status page)</span>} <span>{text}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Tickets" aside={<span className="muted mono">{drill.tickets.length}</span>}>
        <TicketsTab drill={drill} />
      </Panel>
      <PublicPagePanel drill={drill} />
    </>
  );
}
