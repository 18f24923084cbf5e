import * as z from 'zod';
import { spanViewSchema } from '../../core/protocol/traces.ts';
import { TraceWaterfall } from '../evidence/traces/TraceWaterfall.tsx';
import { wordsOf } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Empty, Skeleton } from '../ui/Panel.tsx';
import { writerKey } from './record-act.ts';

const traceSchema = z.object({ spans: z.array(spanViewSchema) });

/** A trace that was kept with its drill. */
export function KeptTrace({ drillId, traceId }: { drillId: string; traceId: string }) {
  const { value, refused } = useLoaded(`/api/v1/drills/${drillId}/traces/${encodeURIComponent(traceId)}`, traceSchema, writerKey(drillId));
  if (refused) return <Empty title={wordsOf(refused)} />;
  return value ? <TraceWaterfall spans={value.spans} /> : <Skeleton width="100%" height={220} />;
}
