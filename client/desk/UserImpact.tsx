import { useMemo } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import { LiveChart } from '../evidence/GoldenSignals.tsx';
import { impactCharts, injectMarkers } from './user-impact.ts';

/** The strip under the map: what users feel over time, with every inject on it. */
export function UserImpact({ desk: { ledger, ledgerOverTime, script, faults, milestones } }: { desk: Desk }) {
  const charts = useMemo(() => impactCharts({ ledger, ledgerOverTime }), [ledger, ledgerOverTime]);
  const markers = useMemo(() => injectMarkers({ script, faults, milestones }), [script, faults, milestones]);
  return (
    <section className="ev-strip desk-impact" aria-label="What users feel, with injects">
      {charts.map((chart) => (
        <LiveChart key={chart.id} chart={chart} atMs={ledgerOverTime.atMs} height={84} markers={markers} />
      ))}
    </section>
  );
}
