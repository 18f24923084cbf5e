import { Link } from '@tanstack/react-router';
import type { Home } from '../../../core/protocol/messages.ts';
import { identityIn } from '../../state/identities.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { outcomeWords } from './home-words.ts';

/** Drills of this house that are over, newest first; their debriefs stay. */
export function EndedList({ ended }: { ended: Home['ended'] }) {
  return (
    <Panel title="Played here">
      {ended.length === 0 && (
        <Empty title="No drill has been played yet." hint="After the first one, its debrief and post-mortem are here." />
      )}
      <ul className="home-ended">
        {ended.map(({ drillId, openedAtMs, outcome }) => (
          <li key={drillId}>
            <Link to="/drill/$drillId/debrief" params={{ drillId }} className="mono">
              {drillId}
            </Link>
            <span>{outcomeWords(outcome)}</span>
            <span className="muted">{identityIn(drillId) ? 'you were there' : ''}</span>
            <time className="muted" dateTime={new Date(openedAtMs).toISOString()}>
              {new Date(openedAtMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
