import { useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';
import { Fishbone } from './reasoning/Fishbone.tsx';
import { HypothesisCard } from './reasoning/HypothesisCard.tsx';
import { WhysView } from './reasoning/WhysView.tsx';
import './reasoning/Reasoning.css';

const views = [
  { id: 'list', title: 'List' },
  { id: 'whys', title: '5 whys' },
  { id: 'fishbone', title: 'Fishbone' },
] as const;

/** Shared hypotheses, each with what speaks for it, in three views of one list. Nothing here says whether one is right. */
export function BoardPanel({ drill }: { drill: DrillView }) {
  const [view, setView] = useState<(typeof views)[number]['id']>('list');
  const isDisabled = useWhyNot('talk') !== null;
  const { hypotheses } = drill;
  return (
    <div className="war-board">
      <div className="war-board-ways">
        <Button variant="primary" size="sm" isDisabled={isDisabled} onPress={() => openDialog({ kind: 'hypothesis' })}>
          Add a hypothesis
        </Button>
        <Button size="sm" onPress={() => openDialog({ kind: 'diagnosis' })}>
          Diagnosis …
        </Button>
      </div>
      <div className="war-board-views" role="group" aria-label="View of the board">
        {views.map(({ id, title }) => (
          <Chip key={id} isPressed={view === id} onPress={() => setView(id)}>
            {title}
          </Chip>
        ))}
        {view === 'fishbone' && (
          <Button size="sm" variant="quiet" onPress={() => openDialog({ kind: 'fishbone' })}>
            Draw it large
          </Button>
        )}
      </div>
      {hypotheses.length === 0 && (
        <Empty title="No hypothesis yet." hint="Write down what you suspect and link what made you think so. Refuting one is progress." />
      )}
      {view === 'list' && (
        <ul>
          {hypotheses.toReversed().map((hypothesis) => (
            <li key={hypothesis.hypothesisId}>
              <HypothesisCard hypothesis={hypothesis} />
            </li>
          ))}
        </ul>
      )}
      {view === 'whys' && <WhysView hypotheses={hypotheses} />}
      {view === 'fishbone' && <Fishbone hypotheses={hypotheses} effect={effectOf(drill)} isDisabled={isDisabled} />}
    </div>
  );
}

/** What users feel, in the pod's own words once it has declared. */
export function effectOf({ title }: Pick<DrillView, 'title'>): string {
  return title ?? 'what users feel';
}
