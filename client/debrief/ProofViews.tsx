import type { Debrief, ProofView } from '../../core/protocol/debrief.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { gameTime } from '../format.ts';
import { Empty } from '../ui/Panel.tsx';
import { KeptTrace } from './KeptTrace.tsx';
import { RecordChart } from './RecordChart.tsx';

/** The views that prove it, as anybody in the room could have opened them. */
export function ProofViews({ debrief, markers }: { debrief: Debrief; markers: readonly ChartMarker[] }) {
  if (debrief.proof.length === 0) return <Empty title="No view was kept: the drill ended before there was anything to see." />;
  return (
    <ol className="debrief-proofs">
      {debrief.proof.map((proof, index) => (
        <li key={`${proof.evidence.kind}-${proof.evidence.ref}`}>
          <p>
            <b>{index + 1}.</b> {proof.says}
          </p>
          <Proof drillId={debrief.drillId} proof={proof} markers={markers} startMs={debrief.liveAtMs ?? 0} />
        </li>
      ))}
    </ol>
  );
}

interface ProofProps {
  drillId: string;
  proof: ProofView;
  markers: readonly ChartMarker[];
  startMs: number;
}

function Proof({ drillId, proof: { evidence }, markers, startMs }: ProofProps) {
  switch (evidence.kind) {
    case 'signal':
      return <RecordChart drillId={drillId} signal={evidence.ref} markers={markers} startMs={startMs} />;
    case 'trace':
      return <KeptTrace drillId={drillId} traceId={evidence.ref} />;
    default:
      return (
        <p className="debrief-change">
          <span aria-hidden>●</span> <span className="mono">{gameTime(evidence.atMs - startMs)}</span> {evidence.label}
        </p>
      );
  }
}
