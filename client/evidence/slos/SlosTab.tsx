import { useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { useSelection } from '../../state/selection.ts';
import { Empty, Notice } from '../../ui/Panel.tsx';
import { AlertTable } from './AlertTable.tsx';
import { ObjectiveTable } from './ObjectiveTable.tsx';
import { SloSection } from './SloSection.tsx';
import { runbookOf } from './slo-words.ts';
import { useSloPage } from './use-slo-page.ts';
import './SlosTab.css';

/** What was promised to users, what is left of the room for failure, and what is eating it. */
export function SlosTab({ drill }: { drill: DrillView }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const marked = useSelection(({ entry }) => (entry?.kind === 'alert' ? runbookOf(entry.label) : null));
  const { value: page, problem } = useSloPage(drill.drillId);
  if (drill.slos.length === 0) return <Empty title="Objectives appear when the drill begins." />;
  const burning = drill.slos.reduce((worst, next) => (next.burnRate > worst.burnRate ? next : worst));
  const wanted = chosen ?? (drill.slos.some(({ slo }) => slo === marked) ? marked : burning.slo);
  const detail = page?.slos.find(({ slo }) => slo === wanted);
  return (
    <div className="ev-slos">
      <ObjectiveTable drill={drill} page={page} chosen={wanted} onChoose={setChosen} />
      {problem && <Notice tone="warning">{problem}</Notice>}
      {page && detail && <SloSection detail={detail} page={page} />}
      <AlertTable drill={drill} />
      <p className="muted ev-slo-files">
        The objectives are OpenSLO files:{' '}
        <a href="/api/v1/stack/documents/objectives" download="shop-objectives.yaml">
          save them
        </a>
      </p>
    </div>
  );
}
