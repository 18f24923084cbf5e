/** Asks for a trace page by page, so that a large one does not stop the page of the browser. */
import { useEffect, useState } from 'react';
import type * as z from 'zod';
import { type SpanView, spanPageSchema } from '../../../core/protocol/traces.ts';
import { getJson, type Refused, wordsOf } from '../../state/api.ts';

const pageSpans = 2500;
const refreshMs = 3000;
/** How long an opened trace is asked for again: the longest deadline of a request, and telemetry's own way. */
const stillArrivesMs = 45_000;

export interface LoadedTrace {
  /** Null until all that are there have come. */
  spans: readonly SpanView[] | null;
  /** While a large trace comes. */
  progress: { have: number; total: number } | null;
  problem: string | null;
}

const nothing: LoadedTrace = { spans: null, progress: null, problem: null };

/** An opened trace. What comes later is asked for alone, and it is drawn anew only when something did. */
export function useTrace(drillId: string, traceId: string | null): LoadedTrace {
  const [loaded, setLoaded] = useState<LoadedTrace>(nothing);
  useEffect(() => {
    setLoaded(nothing);
    if (traceId === null) return;
    let wanted = true;
    let spans: readonly SpanView[] = [];
    let busy = false;
    const load = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      const result = await restOf(`/api/v1/drills/${drillId}/traces/${encodeURIComponent(traceId)}`, spans, (progress) => {
        if (wanted && spans.length === 0) setLoaded({ ...nothing, progress });
        return wanted;
      });
      busy = false;
      if (!wanted) return;
      // What was shown stays, also when the ring has forgotten it.
      if (!result.ok) return setLoaded((before) => ({ ...before, progress: null, problem: wordsOf(result) }));
      const isNew = result.value.length !== spans.length;
      spans = result.value;
      if (isNew) setLoaded({ spans, progress: null, problem: null });
    };
    void load();
    const again = setInterval(() => void load(), refreshMs);
    const complete = setTimeout(() => clearInterval(again), stillArrivesMs);
    return () => {
      wanted = false;
      clearInterval(again);
      clearTimeout(complete);
    };
  }, [drillId, traceId]);
  return loaded;
}

type Page = z.infer<typeof spanPageSchema>;
type Rest = { ok: true; value: readonly SpanView[] } | Refused;

/** @param onPage false stops it */
async function restOf(
  path: string,
  have: readonly SpanView[],
  onPage: (progress: { have: number; total: number }) => boolean,
): Promise<Rest> {
  const pages: Page['spans'][] = [];
  let offset = have.length;
  for (;;) {
    const answer = await getJson(`${path}?offset=${offset}&limit=${pageSpans}`, spanPageSchema);
    if (!answer.ok) return answer;
    const { spans, total } = answer.value;
    offset += spans.length;
    if (spans.length > 0) pages.push(spans);
    const goesOn = onPage({ have: offset, total });
    if (!goesOn || spans.length === 0 || offset >= total) break;
  }
  return { ok: true, value: pages.length === 0 ? have : [...have, ...pages.flat()] };
}
