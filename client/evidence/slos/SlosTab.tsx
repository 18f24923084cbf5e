import { useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { SloPage } from '../../../core/protocol/slos.ts';
import { useSelection } from '../../state/selection.ts';
import { Empty, Notice, Skeleton } from '../../ui/Panel.tsx';
import { AlertTable } from './AlertTable.tsx';
import { ObjectiveTable } from './ObjectiveTable.tsx';
import { SloSection } from './SloSection.tsx';
import { runbookOf } from './slo-words.ts';
import { useSloPage } from './use-slo-page.ts';
import './SlosTab.css';

/** What was promised to users, what is left of the room for failure, and what is eating it. */
export function SlosTab({ drill }: { drill: DrillView }) {
  const { value: page, problem } = useSloPage(drill.drillId);
  if (drill.slos.length === 0) return <Empty title="Objectives appear when the drill begins." />;
  // All of it at once: an objective in full that came later would push the alerts below it away.
  if (!page && !problem) return <Skeleton width="100%" height={240} />;
  return <Objectives drill={drill} page={page} problem={problem} />;
}

interface ObjectivesProps {
  drill: DrillView;
  page: SloPage | null;
  problem: string | null;
}

function Objectives({ drill, page, problem }: ObjectivesProps) {
  // The one that burns most when one comes here; another that burns more later does not take its place under the reader's eyes.
  const [first] = useState(() => drill.slos.reduce((worst, next) => (next.burnRate > worst.burnRate ? next : worst)).slo);
  const [chosen, setChosen] = useState<string | null>(null);
  const marked = useSelection(({ entry }) => (entry?.kind === 'alert' ? runbookOf(entry.label) : null));
  const wanted = chosen ?? (drill.slos.some(({ slo }) => slo === marked) ? marked : first);
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
