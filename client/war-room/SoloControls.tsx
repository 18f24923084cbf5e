import { isOver } from '../../core/drill/values.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { openDialog } from './dialogs.ts';
import { isAlone, pauseAct } from './solo.ts';

/** What a facilitator would do for a pod: stop the clock, and end it. */
export function SoloControls({ drill }: { drill: DrillView }) {
  const { act, pending } = useAct();
  const playerId = useHouse((house) => house.identity?.playerId);
  if (!isAlone(drill, playerId)) return null;
  // They keep their place when there is nothing to press: what comes and goes would push the whole header about.
  return (
    <span className="war-solo" style={isOver(drill.phase) ? { visibility: 'hidden' } : undefined}>
      <span title="Pause: the clock stands still">
        <Button
          size="sm"
          variant="quiet"
          aria-label="Pause"
          isDisabled={pending || drill.phase !== 'live'}
          onPress={() => void act(pauseAct)}
        >
          ‖
        </Button>
      </span>
      <span title="End the drill …">
        <Button size="sm" variant="quiet" aria-label="End the drill" onPress={() => openDialog({ kind: 'end' })}>
          ■
        </Button>
      </span>
    </span>
  );
}

/** The way on, beside the news that the clock stands still. */
export function ResumeButton({ drill }: { drill: DrillView }) {
  const { act, pending } = useAct();
  const isMember = useHouse((house) => drill.players.some(({ playerId }) => playerId === house.identity?.playerId));
  if (drill.openedBy !== 'player' || !isMember) return null;
  return (
    <Button size="sm" variant="primary" isDisabled={pending} onPress={() => void act({ type: 'resume' })}>
      Go on
    </Button>
  );
}
