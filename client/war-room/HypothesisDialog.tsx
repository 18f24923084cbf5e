import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { HypothesisCategory } from '../../core/protocol/hypotheses.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { useDraft } from '../state/drafts.ts';
import { useGameNow } from '../state/game-clock.ts';
import { useSelection } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { FormDialog } from './FormDialog.tsx';
import { formTaken } from './IncidentForms.tsx';
import { CategorySelect, ExplainsSelect } from './reasoning/PlaceFields.tsx';
import { seenHere } from './split/evidence-here.ts';

const unknownComponent = 'unknown';

interface HypothesisDialogProps {
  drill: DrillView;
  stack: StackView | null;
  /** The one whose reason it would be, where it was asked for there. */
  explains: string | null;
}

/** A suspicion for the board, with what was looked at when it was opened. */
export function HypothesisDialog({ drill, stack, explains: given }: HypothesisDialogProps) {
  const form = `${drill.drillId}.hypothesis.`;
  const selection = useSelection();
  const nowMs = useGameNow();
  const [text, setText] = useDraft<string>(`${form}text`, '');
  const [component, setComponent] = useState(selection.component ?? unknownComponent);
  const [seen] = useState(() => seenHere(drill.sees, selection, { nowMs, stack, frames: useHouse.getState().frames }));
  const [isLinked, setLinked] = useState(true);
  const [category, setCategory] = useState<HypothesisCategory | null>(null);
  const [explains, setExplains] = useState(given);
  const { act, pending } = useAct();
  const propose = async (): Promise<void> => {
    const sent = await act({
      type: 'proposeHypothesis',
      text: text.trim(),
      component: component === unknownComponent ? null : component,
      evidence: isLinked && seen ? [seen] : [],
      ...(category === null ? {} : { category }),
      ...(explains === null ? {} : { explains }),
    });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Hypothesis"
      submit="Add it"
      kind="talk"
      isReady={text.trim() !== ''}
      isPending={pending}
      onSubmit={() => void propose()}
    >
      <TextField label="We suspect that …" value={text} onChange={setText} multiline rows={2} maxLength={400} autoFocus />
      <Select label="Suspected component" items={componentItems(stack, selection.component)} value={component} onChange={setComponent} />
      {drill.hypotheses.length > 0 && <ExplainsSelect hypotheses={drill.hypotheses} value={explains} onChange={setExplains} />}
      <CategorySelect value={category} onChange={setCategory} />
      {seen && (
        <label className="war-check">
          <input type="checkbox" checked={isLinked} onChange={(event) => setLinked(event.target.checked)} /> Link what I am looking at:{' '}
          <b>{seen.label}</b>
        </label>
      )}
    </FormDialog>
  );
}

/** What the stack names, and the edge of the map that was chosen, which may stand for several links. */
function componentItems(stack: StackView | null, selected: string | null): { id: string; label: string }[] {
  const names = [
    ...(stack?.services ?? []).map(({ service }) => service),
    ...(stack?.dependencies ?? []).map(({ name }) => name),
    ...(stack?.links ?? []).filter(({ to }) => to !== 'collector').map(({ link }) => link),
    ...(selected === null ? [] : [selected]),
  ];
  return [{ id: unknownComponent, label: 'not known yet' }, ...[...new Set(names)].map((name) => ({ id: name, label: name }))];
}
