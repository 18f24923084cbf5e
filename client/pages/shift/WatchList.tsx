import { Link } from '@tanstack/react-router';
import type { ShiftView } from '../../../core/protocol/shifts.ts';
import { clock } from '../../format.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { outcomeWords } from '../home/home-words.ts';

type Watch = ShiftView['watches'][number];

/** The watches so far, each with its debrief. What is to come is not here, and not how much of it. */
export function WatchList({ watches }: { watches: readonly Watch[] }) {
  return (
    <Panel title="Watches so far">
      <ol className="shift-watches">
        {watches.map((watch) => (
          <li key={watch.drillId}>
            <WatchName watch={watch} />
            <span>{watch.outcome === null ? <Badge tone="info">on now</Badge> : outcomeWords(watch.outcome)}</span>
            <span className="muted mono">{watch.tookMs === null ? '' : clock(watch.tookMs)}</span>
            <Exceptions exceptions={watch.exceptions} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function WatchName({ watch: { drillId, outcome, title } }: { watch: Watch }) {
  if (outcome === null) return <span className="mono">{drillId}</span>;
  return (
    <span>
      <Link to="/drill/$drillId/debrief" params={{ drillId }}>
        <span className="mono">{drillId}</span> debrief
      </Link>{' '}
      <span className="muted">{title ?? 'sealed until you have said what it was'}</span>
    </span>
  );
}

function Exceptions({ exceptions }: { exceptions: Watch['exceptions'] }) {
  if (exceptions.length === 0) return null;
  return (
    <ul className="shift-exceptions">
      {exceptions.map(({ atMs, by, reason }) => (
        <li key={atMs}>
          <span aria-hidden>▲</span> Exception by {by}: {reason}
        </li>
      ))}
    </ul>
  );
}
