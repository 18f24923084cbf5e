import { memo, useDeferredValue, useEffect, useState } from 'react';
import { isOver } from '../../core/drill/values.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { WaitingPage } from '../app/Message.tsx';
import { NoticeBar } from '../app/Shell.tsx';
import { facilitatorKey, setFacilitatorKey } from '../state/identities.ts';
import { reconnect } from '../state/socket.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Notice } from '../ui/Panel.tsx';
import { AfterBar } from './AfterBar.tsx';
import { BeforePage } from './BeforePage.tsx';
import { Centre } from './Centre.tsx';
import { DeskHeader } from './DeskHeader.tsx';
import { KeyGate } from './KeyGate.tsx';
import { PodColumn } from './PodColumn.tsx';
import { ScriptLane } from './ScriptLane.tsx';
import '../war-room/WarRoomPage.css';
import './DeskPage.css';

/** `#key=…`: tried, and taken out of the address, so that it is not copied along with it. */
function keyFromAddress(): string {
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key !== null) history.replaceState(null, '', location.pathname);
  return key ?? '';
}

/** The facilitator's desk; without the key nothing of it is loaded or sent. */
export function DeskPage() {
  const [offered] = useState(keyFromAddress);
  const [key, setKey] = useState(() => (offered === '' ? facilitatorKey() : null));
  useEffect(() => {
    document.title = 'Desk · Brownout';
    if (key !== null) reconnect();
  }, [key]);
  return key === null ? (
    <KeyGate offered={offered} onOpen={() => setKey(facilitatorKey())} />
  ) : (
    <OpenDesk onWrongKey={() => setKey(null)} />
  );
}

const wrongKeyAfterMs = 4000;

/** A drill runs and no desk comes: the server does not take this key. */
function useWrongKey(isWrong: boolean, onWrongKey: () => void): void {
  useEffect(() => {
    if (!isWrong) return;
    const timer = setTimeout(() => {
      setFacilitatorKey(null);
      onWrongKey();
    }, wrongKeyAfterMs);
    return () => clearTimeout(timer);
  }, [isWrong, onWrongKey]);
}

function OpenDesk({ onWrongKey }: { onWrongKey: () => void }) {
  // Told every second; drawing it gives way to whatever is pressed meanwhile.
  const desk = useDeferredValue(useHouse((house) => house.desk));
  const drill = useDeferredValue(useHouse((house) => house.drill));
  const connected = useHouse((house) => house.connected);
  const [leftId, setLeftId] = useState<string | null>(null);
  useWrongKey(connected && drill !== null && desk === null, onWrongKey);
  if (!connected && !desk) return <WaitingPage />;
  if (!drill || (isOver(drill.phase) && leftId === drill.drillId)) return <BeforePage />;
  if (desk?.drillId !== drill.drillId) return <WaitingPage />;
  return <Desktop desk={desk} drill={drill} onLeave={setLeftId} />;
}

interface DesktopProps {
  desk: Desk;
  drill: DrillView;
  onLeave: (drillId: string) => void;
}

const Desktop = memo(function Desktop({ desk, drill, onLeave }: DesktopProps) {
  const stack = useStack();
  const connected = useHouse((house) => house.connected);
  return (
    <div className={`war desk${drill.phase === 'lobby' ? ' desk-gathers' : ''}${connected ? '' : ' war-lost'}`}>
      <h1 className="visually-hidden">Desk of {desk.drillId}</h1>
      <DeskHeader desk={desk} drill={drill} />
      {isOver(drill.phase) ? (
        <AfterBar desk={desk} drill={drill} onAnother={() => onLeave(drill.drillId)} />
      ) : (
        <DeskNews briefing={drill.briefing} connected={connected} />
      )}
      <main className="desk-columns">
        <div className="war-column">
          <ScriptLane desk={desk} isLive={drill.phase === 'live'} />
        </div>
        <Centre desk={desk} drill={drill} stack={stack} />
        <PodColumn desk={desk} drill={drill} />
      </main>
      <NoticeBar />
    </div>
  );
});

/** The briefing; in its place, that what stands here is old. */
function DeskNews({ briefing, connected }: { briefing: string; connected: boolean }) {
  return (
    <div className="war-banner">
      {connected ? (
        <p className="war-brief" title={briefing}>
          {briefing}
        </p>
      ) : (
        <Notice tone="warning">
          Connection lost: this is as of then, and the drill goes on. The page catches up by itself when the connection is back.
        </Notice>
      )}
    </div>
  );
}
