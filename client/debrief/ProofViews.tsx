import * as z from 'zod';
import type { Debrief, ProofView } from '../../core/protocol/debrief.ts';
import { spanViewSchema } from '../../core/protocol/traces.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { TraceWaterfall } from '../evidence/traces/TraceWaterfall.tsx';
import { clock } from '../format.ts';
import { wordsOf } from '../state/api.ts';
import { Empty, Skeleton } from '../ui/Panel.tsx';
import { RecordChart } from './RecordChart.tsx';
import { writerKey } from './record-act.ts';
import { useLoaded } from './use-loaded.ts';

const traceSchema = z.object({ spans: z.array(spanViewSchema) });

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
    default: {
      const atMs = evidence.atMs - startMs;
      return (
        <p className="debrief-change">
          <span aria-hidden>●</span> <span className="mono">{atMs < 0 ? `-${clock(-atMs)}` : clock(atMs)}</span> {evidence.label}
        </p>
      );
    }
  }
}

export function KeptTrace({ drillId, traceId }: { drillId: string; traceId: string }) {
  const { value, refused } = useLoaded(`/api/v1/drills/${drillId}/traces/${encodeURIComponent(traceId)}`, traceSchema, writerKey(drillId));
  if (refused) return <Empty title={wordsOf(refused)} />;
  return value ? <TraceWaterfall spans={value.spans} /> : <Skeleton width="100%" height={220} />;
}
