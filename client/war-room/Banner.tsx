import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { SeatOffers } from './hand-over/SeatOffers.tsx';
import { offerBy, offersTo } from './hand-over/seat-offers.ts';
import { ResumeButton } from './SoloControls.tsx';

/** What concerns everybody in the room, and a seat that is offered; the line keeps its place when there is nothing to say. */
export function Banner({ drill }: { drill: DrillView }) {
  const me = useHouse((house) => house.identity?.playerId);
  const isOffered = offersTo(drill, me).length > 0 || offerBy(drill, me) !== null;
  return (
    <div className="war-banner">
      <SeatOffers drill={drill} />
      <News drill={drill} hasBrief={!isOffered} />
    </div>
  );
}

function News({ drill, hasBrief }: { drill: DrillView; hasBrief: boolean }) {
  const connected = useHouse((house) => house.connected);
  const isMember = useHouse((house) => drill.players.some(({ playerId }) => playerId === house.identity?.playerId));
  if (drill.phase === 'debrief') return <EndedBanner drill={drill} />;
  if (!connected)
    return (
      <Notice tone="warning">Connection lost. What you typed is kept; the page catches up by itself when the connection is back.</Notice>
    );
  if (drill.phase === 'paused')
    return (
      <Notice tone="info">
        {drill.openedBy === 'player' ? 'Paused.' : 'Paused by the facilitator.'} The clock stands still, and these seconds count for
        nothing; talk and the board go on. <ResumeButton drill={drill} />
      </Notice>
    );
  if (drill.status === 'reopened')
    return (
      <Notice tone="critical">
        Reopened: the resolve could not be confirmed. Look at how users fare, what is still on, and what was stopped or silenced.
      </Notice>
    );
  if (drill.status === 'resolved')
    return (
      <Notice tone="info">
        Resolved, and not over yet: the shop is watched. It ends by itself when users stay well, and is reopened when they do not.
      </Notice>
    );
  if (!isMember) {
    return (
      <Notice tone="info">
        You are watching. <JoinLink code={drill.code} /> to take part.
      </Notice>
    );
  }
  if (!hasBrief) return null;
  return (
    <p className="war-brief" title={drill.briefing}>
      {drill.phase === 'baseline' ? 'What is normal is being measured; the clock starts by itself. ' : ''}
      {drill.briefing}
    </p>
  );
}

/** Who only watches has to be told the code by somebody. */
function JoinLink({ code }: { code: string }) {
  if (code === '') return <Link to="/join">Join with its code</Link>;
  return (
    <Link to="/join/$code" params={{ code }}>
      Join this drill
    </Link>
  );
}

const secondsToDebrief = 20;

/** Leads to the debrief by itself, unless somebody wants to stay. Only the news is read out, not the seconds. */
function EndedBanner({ drill }: { drill: DrillView }) {
  const [left, setLeft] = useState<number | null>(secondsToDebrief);
  const navigate = useNavigate();
  const { drillId } = drill;
  useEffect(() => {
    if (left === null) return;
    if (left === 0) {
      void navigate({ to: '/drill/$drillId/debrief', params: { drillId } });
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left, navigate, drillId]);
  return (
    <div className="war-ended">
      <div className="ui-notice ui-notice-info">
        <span role="status">
          <b>The drill has ended.</b> {drill.ending?.reason}
        </span>
        <span className="war-ended-ways">
          <Link to="/drill/$drillId/debrief" params={{ drillId }} className="ui-button ui-button-primary ui-button-sm home-link">
            Go to the debrief
          </Link>
          {left !== null && (
            <Button size="sm" onPress={() => setLeft(null)}>
              Stay here ({left})
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
