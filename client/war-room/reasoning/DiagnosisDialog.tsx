import { useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { clock } from '../../format.ts';
import { useGameNow } from '../../state/game-clock.ts';
import { useSelection } from '../../state/selection.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice, Skeleton } from '../../ui/Panel.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { seenHere } from '../split/evidence-here.ts';
import { DiagnosisFields } from './DiagnosisFields.tsx';
import { isSayable, saidOf, useDiagnosisForm } from './diagnosis-draft.ts';

const close = (): void => openDialog(null);

/** What it was, while it is still open: locked once, and right or wrong for nobody before the debrief. */
export default function DiagnosisDialog({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const me = useHouse((house) => house.identity?.playerId);
  const locked = drill.diagnoses.find(({ playerId }) => playerId === me);
  return locked ? <Locked drill={drill} atMs={locked.atMs} /> : <Writing drill={drill} stack={stack} />;
}

function Locked({ drill, atMs }: { drill: DrillView; atMs: number }) {
  return (
    <Dialog title="Your diagnosis is locked" isOpen isDismissable onOpenChange={close}>
      <p>
        You locked it at <span className="mono">{clock(atMs)}</span>. Nobody reads it before the debrief, and nothing here tells whether it
        is right. Go on as if it were not.
      </p>
      <Others drill={drill} />
    </Dialog>
  );
}

function Writing({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const form = useDiagnosisForm(drill.drillId);
  const [isAsking, setAsking] = useState(false);
  const [isLinked, setLinked] = useState(false);
  const selection = useSelection();
  const nowMs = useGameNow();
  const [seen] = useState(() => seenHere(drill.sees, selection, { nowMs, stack, frames: useHouse.getState().frames }));
  const { act, pending } = useAct();
  const whyNot = useWhyNotSay(drill);
  const lock = async (): Promise<void> => {
    const hypothesisIds = drill.hypotheses.map(({ hypothesisId }) => hypothesisId);
    const sent = await act({ type: 'submitDiagnosis', ...saidOf(form.draft, { hypothesisIds, evidence: isLinked && seen ? [seen] : [] }) });
    setAsking(false);
    if (sent.ok) form.forget();
  };
  return (
    <Dialog
      title="Diagnosis: what it was"
      size="xl"
      isOpen
      onOpenChange={(open) => !open && close()}
      footer={
        isAsking ? (
          <>
            <span className="war-once">It cannot be changed afterwards, and it is the one you are asked for in the debrief.</span>
            <Button onPress={() => setAsking(false)}>Go on writing</Button>
            <Button variant="primary" isPending={pending} onPress={() => void lock()}>
              Lock it for good
            </Button>
          </>
        ) : (
          <>
            <Button onPress={close}>Keep it for later</Button>
            <Button variant="primary" isDisabled={!isSayable(form.draft) || whyNot !== null} onPress={() => setAsking(true)}>
              Lock it …
            </Button>
          </>
        )
      }
    >
      {whyNot && <Notice tone="info">{whyNot} What you type is kept.</Notice>}
      <Others drill={drill} />
      {stack ? <DiagnosisFields form={form} stack={stack} hypotheses={drill.hypotheses} /> : <Skeleton width="100%" height={400} />}
      {seen && (
        <label className="war-check">
          <input type="checkbox" checked={isLinked} onChange={(event) => setLinked(event.target.checked)} /> Cite what I am looking at:{' '}
          <b>{seen.label}</b>
        </label>
      )}
    </Dialog>
  );
}

/** Talk that waits for the clock: paused it goes on, before the incident there is nothing to say. */
function useWhyNotSay({ phase }: DrillView): string | null {
  const whyNot = useWhyNot('talk');
  if (whyNot !== null) return whyNot;
  return phase === 'live' || phase === 'paused' ? null : 'A diagnosis can be locked once the incident’s clock runs.';
}

function Others({ drill: { diagnoses } }: { drill: DrillView }) {
  if (diagnoses.length === 0) return null;
  return (
    <p className="muted">
      Locked so far: {diagnoses.map(({ by, atMs }) => `${by} at ${clock(atMs)}`).join(', ')}. What they said opens in the debrief.
    </p>
  );
}
