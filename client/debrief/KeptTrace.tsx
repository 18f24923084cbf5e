import { useState } from 'react';
import * as z from 'zod';
import { spanViewSchema } from '../../core/protocol/traces.ts';
import { TraceCompare } from '../evidence/traces/TraceCompare.tsx';
import { TraceWaterfall } from '../evidence/traces/TraceWaterfall.tsx';
import { wordsOf } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Skeleton } from '../ui/Panel.tsx';
import { writerKey } from './record-act.ts';

const traceSchema = z.object({ spans: z.array(spanViewSchema) });

function useKept(drillId: string, traceId: string) {
  return useLoaded(`/api/v1/drills/${drillId}/traces/${encodeURIComponent(traceId)}`, traceSchema, writerKey(drillId));
}

/** A trace that was kept with its drill. */
export function KeptTrace({ drillId, traceId }: { drillId: string; traceId: string }) {
  const { value, refused } = useKept(drillId, traceId);
  if (refused) return <Empty title={wordsOf(refused)} />;
  return value ? <TraceWaterfall spans={value.spans} /> : <Skeleton width="100%" height={220} />;
}

/** By the words of its evidence: after `~` stands the one that it was compared with. */
export function CitedTrace({ drillId, traceRef }: { drillId: string; traceRef: string }) {
  const [traceId = '', typicalId] = traceRef.split('~');
  if (typicalId === undefined) return <KeptTrace drillId={drillId} traceId={traceId} />;
  return <KeptComparison drillId={drillId} slowId={traceId} typicalId={typicalId} />;
}

interface ComparisonProps {
  drillId: string;
  slowId: string;
  typicalId: string;
}

/** Two that were compared; either opens by itself where the other one was not kept, and the typical one when somebody wants it. */
function KeptComparison({ drillId, slowId, typicalId }: ComparisonProps) {
  const [isAlone, setAlone] = useState(false);
  const slow = useKept(drillId, slowId);
  const typical = useKept(drillId, typicalId);
  if (typical.refused) return <KeptTrace drillId={drillId} traceId={slowId} />;
  if (slow.refused) return <KeptTrace drillId={drillId} traceId={typicalId} />;
  if (!slow.value || !typical.value) return <Skeleton width="100%" height={220} />;
  if (!isAlone) return <TraceCompare slow={slow.value.spans} typical={typical.value.spans} onTypical={() => setAlone(true)} />;
  return (
    <>
      <Button size="sm" onPress={() => setAlone(false)}>
        ← Comparison
      </Button>
      <TraceWaterfall spans={typical.value.spans} />
    </>
  );
}
