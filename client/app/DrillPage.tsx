import { Navigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { resumeIdentity } from '../state/socket.ts';
import { useHouse } from '../state/store.ts';
import { MessagePage, WaitingPage } from './Message.tsx';

const LobbyPage = lazy(() => import('../pages/lobby/LobbyPage.tsx').then((module) => ({ default: module.LobbyPage })));
const WarRoomPage = lazy(() => import('../war-room/WarRoomPage.tsx').then((module) => ({ default: module.WarRoomPage })));

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
