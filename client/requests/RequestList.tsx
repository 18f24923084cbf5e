import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { RequestView } from '../../core/protocol/requests.ts';
import { clock } from '../format.ts';
import { useGameNow } from '../state/game-clock.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Panel } from '../ui/Panel.tsx';
import { openDialog } from '../war-room/dialogs.ts';
import { requestsInOrder, stateOf } from './request-words.ts';
import './Requests.css';

/** Left column: what developers want to ship. Not there before somebody asks. */
export function RequestList({ drill }: { drill: DrillView }) {
  if (drill.requests.length === 0) return null;
  const open = drill.requests.filter(({ state }) => state === 'open').length;
  return (
    <Panel title="Change requests" aside={<span className="muted mono">{open}</span>}>
      <p className="visually-hidden" role="status">
        {open === 0 ? 'No change request waits.' : `Change requests that want an answer: ${open}.`}
      </p>
      <ul className="req-list">
        {requestsInOrder(drill.requests).map((request) => (
          <Card key={request.requestId} request={request} />
        ))}
      </ul>
    </Panel>
  );
}

function Card({ request }: { request: RequestView }) {
  const { requestId, from, title, shipsWords, decision, state, waitsFor } = request;
  const told = stateOf(request);
  const opens = state === 'open' ? 'Review…' : 'Open…';
  return (
    <li className={`req-card req-card-${state}`}>
      <b>{title}</b>
      <p className="mono req-ships">{shipsWords}</p>
      <p className="muted">
        {from}
        {decision ? ` · decided by ${decision.by}` : <Wanted request={request} />}
      </p>
      {waitsFor !== null && (
        <p className="req-waits" title={`Waits for ${waitsFor}.`}>
          Waits for {waitsFor}.
        </p>
      )}
      <div className="req-foot">
        <Badge tone={told.tone}>{told.words}</Badge>
        <Button size="sm" aria-label={`${opens} ${title}`} onPress={() => openDialog({ kind: 'request', requestId })}>
          {opens}
        </Button>
      </div>
    </li>
  );
}

/** The only part of a card that changes every second. */
function Wanted({ request: { wantedByMs } }: { request: RequestView }) {
  const nowMs = useGameNow();
  if (wantedByMs === null) return null;
  return <> · wanted {wantedByMs > nowMs ? `in ${clock(wantedByMs - nowMs)}` : 'by now'}</>;
}
