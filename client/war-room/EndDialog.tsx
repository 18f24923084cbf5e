import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { openDialog } from './dialogs.ts';

const close = (): void => openDialog(null);

/** A learner alone ends what a facilitator would end for a pod. */
export function EndDialog() {
  const { act, pending } = useAct();
  const end = async (): Promise<void> => {
    const sent = await act({ type: 'endAndDebrief', reason: 'Ended by the learner.' });
    if (sent.ok) close();
  };
  return (
    <Dialog
      title="End the drill?"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && close()}
      footer={
        <>
          <Button onPress={close}>Go on playing</Button>
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
