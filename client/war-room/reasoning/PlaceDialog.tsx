import { useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { HypothesisCategory, HypothesisView } from '../../../core/protocol/hypotheses.ts';
import { useAct } from '../../state/use-act.ts';
import { openDialog } from '../dialogs.ts';
import { FormDialog } from '../FormDialog.tsx';
import { explainable } from './chain.ts';
import { CategorySelect, ExplainsSelect } from './PlaceFields.tsx';

/** Where a hypothesis belongs: on which bone, and below which other one. */
export function PlaceDialog({ drill, hypothesisId }: { drill: DrillView; hypothesisId: string }) {
  const hypothesis = drill.hypotheses.find((each) => each.hypothesisId === hypothesisId);
  return hypothesis ? <PlaceForm drill={drill} hypothesis={hypothesis} /> : null;
}

function PlaceForm({ drill, hypothesis }: { drill: DrillView; hypothesis: HypothesisView }) {
  const { hypothesisId, text } = hypothesis;
  const [category, setCategory] = useState<HypothesisCategory | null>(hypothesis.category);
  const [explains, setExplains] = useState<string | null>(hypothesis.explains);
  const { act, pending } = useAct();
  const place = async (): Promise<void> => {
    const isSorted = category === hypothesis.category || (await act({ type: 'sortHypothesis', hypothesisId, category })).ok;
    const isLinked = explains === hypothesis.explains || (await act({ type: 'linkHypothesis', hypothesisId, explains })).ok;
    if (isSorted && isLinked) openDialog(null);
  };
  return (
    <FormDialog title="Sort a hypothesis" submit="Sort it" kind="talk" isReady isPending={pending} onSubmit={() => void place()}>
      <p>{text}</p>
      <CategorySelect value={category} onChange={setCategory} />
      <ExplainsSelect hypotheses={explainable(drill.hypotheses, hypothesisId)} value={explains} onChange={setExplains} />
    </FormDialog>
  );
}
