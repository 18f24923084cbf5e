import { useState } from 'react';
import type { HypothesisView } from '../../core/protocol/hypotheses.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { wordsOf } from '../state/api.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { DiagnosisFields } from '../war-room/reasoning/DiagnosisFields.tsx';
import { isSayable, saidOf, useDiagnosisForm } from '../war-room/reasoning/diagnosis-draft.ts';
import { recordAct } from './record-act.ts';

interface DiagnosisFormProps {
  drillId: string;
  stack: StackView;
  /** The truth may be read now. */
  onDone: () => void;
}

const noHypotheses: readonly HypothesisView[] = [];

/** Say first what it was: only then the truth is worth reading. A refusal and a reload keep every word. */
export function DiagnosisForm({ drillId, stack, onDone }: DiagnosisFormProps) {
  const form = useDiagnosisForm(drillId);
  // Of a drill that this server does not hold any more the board opens with the debrief.
  const hypotheses = useHouse((house) => (house.drill?.drillId === drillId ? house.drill.hypotheses : noHypotheses));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const submit = async (): Promise<void> => {
    const hypothesisIds = hypotheses.map(({ hypothesisId }) => hypothesisId);
    await send({ type: 'submitDiagnosis', ...saidOf(form.draft, { hypothesisIds, evidence: [] }) });
  };
  const send = async (command: Parameters<typeof recordAct>[1]): Promise<void> => {
    setSending(true);
    const answer = await recordAct(drillId, command);
    setSending(false);
    if (!answer.ok && answer.code !== 'already_submitted') return setRefusal(wordsOf(answer));
    form.forget();
    onDone();
  };
  return (
    <section className="debrief-say" aria-label="Your diagnosis">
      <h1>Say first what it was</h1>
      <p className="muted">The truth is opened right after. Nobody is graded by this; it shows you what you saw and what you did not.</p>
      <DiagnosisFields form={form} stack={stack} hypotheses={hypotheses} />
      {refusal && <Notice tone="warning">{refusal}</Notice>}
      <div className="debrief-say-ways">
        <Skip isPending={isSending} onSkip={() => void send({ type: 'skipDiagnosis' })} />
        <Button variant="primary" isPending={isSending} isDisabled={!isSayable(form.draft)} onPress={() => void submit()}>
          Lock it and see the truth
        </Button>
      </div>
    </section>
  );
}

/** Asks once more: who has read the truth cannot say any more what they would have said. */
function Skip({ isPending, onSkip }: { isPending: boolean; onSkip: () => void }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <Button variant="quiet" onPress={() => setAsking(true)}>
        Skip, show me the truth
      </Button>
    );
  return (
    <span className="debrief-skip" role="group" aria-label="Skip your diagnosis">
      <span className="muted">It stays empty then.</span>
      <Button size="sm" isPending={isPending} onPress={onSkip}>
        Skip it
      </Button>
      <Button size="sm" variant="quiet" onPress={() => setAsking(false)}>
        Go on writing
      </Button>
    </span>
  );
}
