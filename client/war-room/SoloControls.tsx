import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** This person is the whole pod and nobody leads the drill: they hold the clock themselves. */
function isAlone({ openedBy, players }: Pick<DrillView, 'openedBy' | 'players'>, playerId: string | undefined): boolean {
  return openedBy === 'player' && players.length === 1 && players[0]?.playerId === playerId;
}

function useIsAlone(drill: DrillView): boolean {
  const playerId = useHouse((house) => house.identity?.playerId);
  return isAlone(drill, playerId);
}

/** What a facilitator would do for a pod: stop the clock, and end it. */
export function SoloControls({ drill }: { drill: DrillView }) {
  const [isEnding, setEnding] = useState(false);
  const { act, pending } = useAct();
  const alone = useIsAlone(drill);
  if (!alone) return null;
  const isOver = drill.phase === 'debrief' || drill.phase === 'closed';
  // They keep their place when there is nothing to press: what comes and goes would push the whole header about.
  return (
    <span style={isOver ? { visibility: 'hidden' } : undefined}>
      <Button
        size="sm"
        variant="quiet"
        aria-label="Pause"
        isDisabled={pending || drill.phase !== 'live'}
        onPress={() => void act({ type: 'pause', reason: 'A break.' })}
      >
        ‖
      </Button>
      <Button size="sm" variant="quiet" aria-label="End the drill" onPress={() => setEnding(true)}>
        ■
      </Button>
      {isEnding && !isOver && <EndDialog onClose={() => setEnding(false)} />}
    </span>
  );
}

function EndDialog({ onClose }: { onClose: () => void }) {
  const { act, pending } = useAct();
  const end = async (): Promise<void> => {
    const sent = await act({ type: 'endAndDebrief', reason: 'Ended by the learner.' });
    if (sent.ok) onClose();
  };
  return (
    <Dialog
      title="End the drill?"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Go on playing</Button>
          <Button variant="danger" isPending={pending} onPress={() => void end()}>
            End and debrief
          </Button>
        </>
      }
    >
      <p>
        It ends as it stands, everything that was broken is put back, and the debrief tells what it was. An incident that is not resolved
        counts as lost.
      </p>
    </Dialog>
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
