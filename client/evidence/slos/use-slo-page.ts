import { useEffect, useState } from 'react';
import { type SloPage, sloPageSchema } from '../../../core/protocol/slos.ts';
import { getJson, wordsOf } from '../../state/api.ts';

const refreshMs = 2000;

interface Held {
  page: SloPage | null;
  problem: string | null;
}

/** Objectives in full, asked for again and again while somebody looks. */
export function useSloPage(drillId: string): Held {
  const [held, setHeld] = useState<Held>({ page: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await getJson(`/api/v1/drills/${drillId}/slos`, sloPageSchema);
      if (!wanted) return;
      setHeld((before) => (answer.ok ? { page: answer.value, problem: null } : { ...before, problem: wordsOf(answer) }));
    };
    void ask();
    const timer = setInterval(() => document.hidden || void ask(), refreshMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [drillId]);
  return held;
}
