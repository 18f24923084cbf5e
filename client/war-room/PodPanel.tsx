import type { DrillView } from '../../core/protocol/drill-view.ts';
import { SeatList } from '../pages/lobby/SeatList.tsx';
import { useHouse } from '../state/store.ts';
import { CopyButton } from '../ui/CopyButton.tsx';

/** Who is here, in which seat; seats can be changed at any time. */
export function PodPanel({ drill }: { drill: DrillView }) {
  const identity = useHouse((house) => house.identity);
  const me = drill.players.find(({ playerId }) => playerId === identity?.playerId) ?? null;
  return (
    <div className="war-pod">
      <p>
        <span className="muted">Others join with</span> <strong className="mono">{drill.code}</strong>
        <CopyButton text={`${location.origin}/join/${drill.code}`} label="Copy link" />
      </p>
      <SeatList drill={drill} me={me} />
    </div>
  );
}
