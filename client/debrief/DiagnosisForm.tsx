import { useState } from 'react';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { wordsOf } from '../state/api.ts';
import { forgetDrafts, useDraft } from '../state/drafts.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { recordAct } from './record-act.ts';

/** Divides the conditions in what is kept; none of their fields can hold it. */
const lineBreak = '\n';

interface DiagnosisFormProps {
  drillId: string;
  stack: StackView;
  /** The truth may be read now. */
  onDone: () => void;
}

/** Say first what it was: only then the truth is worth reading. A refusal and a reload keep every word. */
export function DiagnosisForm({ drillId, stack, onDone }: DiagnosisFormProps) {
  const form = `${drillId}.diagnosis.`;
  const [component, setComponent] = useDraft<string>(`${form}component`, '');
  const [mechanism, setMechanism] = useDraft<string>(`${form}mechanism`, '');
  const [typed, setTyped] = useDraft<string>(`${form}conditions`, '');
  const [why, setWhy] = useDraft<string>(`${form}why`, '');
  const conditions = typed.split(lineBreak);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const submit = async (): Promise<void> => {
    const said = conditions.map((condition) => condition.trim()).filter(Boolean);
    await send({ type: 'submitDiagnosis', component, mechanism: mechanism.trim(), conditions: said, why: why.trim() });
  };
  const send = async (command: Parameters<typeof recordAct>[1]): Promise<void> => {
    setSending(true);
    const answer = await recordAct(drillId, command);
    setSending(false);
    if (!answer.ok && answer.code !== 'already_submitted') return setRefusal(wordsOf(answer));
    forgetDrafts(form);
    onDone();
  };
  return (
    <section className="debrief-say" aria-label="Your diagnosis">
      <h1>Say first what it was</h1>
      <p className="muted">The truth is opened right after. Nobody is graded by this; it shows you what you saw and what you did not.</p>
      <Select
        label="Component"
        items={components(stack)}
        value={component || null}
        onChange={setComponent}
        placeholder="Where did it begin?"
      />
      <TextField
        label="Mechanism: what went wrong there"
        value={mechanism}
        onChange={setMechanism}
        maxLength={300}
        placeholder="e.g. took no new connections"
      />
      {conditions.map((condition, index) => (
        <TextField
          // A condition is known by its place in the list only.
          key={index}
          label={index === 0 ? 'Conditions: what let it reach users' : `Condition ${index + 1}`}
          isHiddenLabel={index > 0}
          value={condition}
          onChange={(text) => setTyped(conditions.map((known, place) => (place === index ? text : known)).join(lineBreak))}
          maxLength={300}
        />
      ))}
      <div>
        <Button size="sm" variant="quiet" isDisabled={conditions.length >= 8} onPress={() => setTyped(typed + lineBreak)}>
          + another condition
        </Button>
      </div>
      <TextField label="Why you think so, in short" value={why} onChange={setWhy} multiline rows={3} maxLength={1000} />
      {refusal && <Notice tone="warning">{refusal}</Notice>}
      <div className="debrief-say-ways">
        <Skip isPending={isSending} onSkip={() => void send({ type: 'skipDiagnosis' })} />
        <Button
          variant="primary"
          isPending={isSending}
          isDisabled={component === '' || mechanism.trim() === ''}
          onPress={() => void submit()}
        >
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

function components(stack: StackView): { id: string; label: string; hint?: string }[] {
  return [
    { id: 'none', label: 'Nothing was wrong', hint: 'The shop was well all the time.' },
    ...stack.services.map(({ service, owner }) => ({ id: service, label: service, hint: `service, ${owner}` })),
    ...stack.dependencies.map(({ name, summary }) => ({ id: name, label: name, hint: summary })),
    ...stack.links.map(({ link }) => ({ id: link, label: link, hint: 'link' })),
    ...stack.flags.map((flag) => ({ id: flag, label: flag, hint: 'feature flag' })),
  ];
}
