import { Suspense, useEffect, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { homeSchema } from '../../core/protocol/messages.ts';
import { QrCode } from '../pages/lobby/lazy-qr-code.ts';
import { SeatList } from '../pages/lobby/SeatList.tsx';
import { getJson } from '../state/api.ts';
import { useHouse } from '../state/store.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { HandOver } from './hand-over/HandOver.tsx';
import './PodPanel.css';

/** Address under which others in the network reach this house; null while it is not known, or listens on loopback only. */
function useLanUrl(): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void getJson('/api/v1/home', homeSchema).then((answer) => wanted && answer.ok && setUrl(answer.value.lanUrls[0] ?? null));
    return () => {
      wanted = false;
    };
  }, []);
  return url;
}

/** Who is here, in which seat; seats can be changed at any time. */
export function PodPanel({ drill }: { drill: DrillView }) {
  const identity = useHouse((house) => house.identity);
  const me = drill.players.find(({ playerId }) => playerId === identity?.playerId) ?? null;
  return (
    <div className="war-pod">
      <Invite code={drill.code} />
      {me && <HandOver drill={drill} me={me} />}
      <SeatList drill={drill} me={me} />
    </div>
  );
}

/** For who comes late. The code travels by people: who only watches is not told it. */
function Invite({ code }: { code: string }) {
  const lanUrl = useLanUrl();
  const link = `${lanUrl ?? location.origin}/join/${code}`;
  if (code === '') return <p className="muted">Who is in the drill can tell you the code to join with.</p>;
  return (
    <div className="war-invite">
      <div>
        <p>
          <span className="muted">Others join with</span> <strong className="mono">{code}</strong>{' '}
          <CopyButton text={link} label="Copy link" />
        </p>
        <p className="war-join-link mono muted">{link}</p>
      </div>
      <Suspense fallback={<Skeleton width={108} height={108} />}>
        <QrCode text={link} />
      </Suspense>
    </div>
  );
}
