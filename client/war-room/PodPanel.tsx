import { useEffect, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { homeSchema } from '../../core/protocol/messages.ts';
import { SeatList } from '../pages/lobby/SeatList.tsx';
import { getJson } from '../state/api.ts';
import { useHouse } from '../state/store.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { HandOver } from './hand-over/HandOver.tsx';

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
  const lanUrl = useLanUrl();
  const link = `${lanUrl ?? location.origin}/join/${drill.code}`;
  const me = drill.players.find(({ playerId }) => playerId === identity?.playerId) ?? null;
  return (
    <div className="war-pod">
      <p>
        <span className="muted">Others join with</span> <strong className="mono">{drill.code}</strong>{' '}
        <CopyButton text={link} label="Copy link" />
      </p>
      <p className="war-join-link mono muted">{link}</p>
      {me && <HandOver drill={drill} me={me} />}
      <SeatList drill={drill} me={me} />
    </div>
  );
}
