import { Navigate } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { resumeIdentity } from '../state/socket.ts';
import { useHouse } from '../state/store.ts';
import { lazyPage } from './lazy-page.ts';
import { MessagePage, WaitingPage } from './Message.tsx';

const LobbyPage = lazyPage(() => import('../pages/lobby/LobbyPage.tsx'), 'LobbyPage');
const WarRoomPage = lazyPage<'WarRoomPage', object>(() => import('../war-room/WarRoomPage.tsx'), 'WarRoomPage');

/** One address for a drill; its phase decides what is there. */
export function DrillPage({ drillId }: { drillId: string }) {
  const drill = useHouse((house) => house.drill);
  const heard = useHouse((house) => house.heard);
  useEffect(() => resumeIdentity(drillId), [drillId]);
  useEffect(() => {
    document.title = `${drillId} · Brownout`;
  }, [drillId]);
  if (drill?.drillId !== drillId) return heard ? <OtherDrill drillId={drillId} /> : <WaitingPage />;
  if (drill.phase === 'closed') return <Navigate to="/drill/$drillId/debrief" params={{ drillId }} />;
  return <Suspense fallback={<WaitingPage />}>{drill.phase === 'lobby' ? <LobbyPage drill={drill} /> : <WarRoomPage />}</Suspense>;
}

/** The address names a drill that is not the one that runs: it is over, or never was. */
function OtherDrill({ drillId }: { drillId: string }) {
  return (
    <MessagePage title={`${drillId} is not running`}>
      <p>
        If it has been played, <a href={`/drill/${drillId}/debrief`}>its debrief</a> is still there.
      </p>
    </MessagePage>
  );
}
