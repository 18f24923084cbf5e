import { useState } from 'react';
import { useSelection } from '../../state/selection.ts';
import { isMeasured, measuredOf } from '../../state/signal-ref.ts';
import { useStack } from '../../state/stack.ts';
import { useHouse } from '../../state/store.ts';
import { Breakdown } from './Breakdown.tsx';
import { LatencyHeatmap } from './LatencyHeatmap.tsx';
import './MetricsTab.css';

/** Latency as a heatmap and the golden signals told apart, of the component that is looked at. */
export function MetricsTab({ drillId }: { drillId: string }) {
  const component = useSelection((selection) => selection.component);
  const stack = useStack();
  const frame = useHouse((house) => house.frames.at(-1)?.frame ?? null);
  const now = measuredOf(component ?? 'gateway', { stack, frame });
  // An engine is measured by the worst of its links; which one that is may not change under the eyes of who reads.
  const [kept, setKept] = useState({ component, measured: now });
  if (kept.component !== component || (frame !== null && !isMeasured(kept.measured, frame) && kept.measured !== now))
    setKept({ component, measured: now });
  const { measured } = kept;
  return (
    <div className="ev-metrics">
      <h3 className="ev-metrics-title">
        Latency of <span className="mono">{measured}</span>
      </h3>
      <div className="ev-heat-place">
        <LatencyHeatmap
          key={measured}
          drillId={drillId}
          measured={measured}
          isOfUsers={measured === 'gateway' || measured.startsWith('users->')}
        />
      </div>
      <Breakdown key={`by ${measured}`} drillId={drillId} measured={measured} />
    </div>
  );
}
