import { useEffect, useState } from 'react';
import { type Answer, wordsOf } from '../state/api.ts';

const refreshMs = 3000;

export interface Newest<T> {
  /** Null until the first answer. */
  shown: readonly T[] | null;
  /** How many came since. */
  fresh: number;
  showFresh: () => void;
  problem: string | null;
}

/**
 * A list that is asked for again and again; what is new waits until it is asked for, so that nothing moves under the pointer. An empty
 * list fills by itself. `load` must be stable.
 */
export function useNewest<T>(load: () => Promise<Answer<T[]>>, idOf: (item: T) => string): Newest<T> {
  const [shown, setShown] = useState<readonly T[] | null>(null);
  const [waiting, setWaiting] = useState<readonly T[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    const ask = async (take: (items: T[]) => void): Promise<void> => {
      const answer = await load();
      if (!wanted) return;
      setProblem(answer.ok ? null : wordsOf(answer));
      if (answer.ok) take(answer.value);
    };
    setShown(null);
    setWaiting([]);
    void ask(setShown);
    const timer = setInterval(() => {
      void ask((items) => {
        setShown((seen) => (seen?.length ? seen : items));
        setWaiting(items);
      });
    }, refreshMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [load]);
  const known = new Set(shown?.map(idOf));
  const fresh = shown === null ? 0 : waiting.filter((item) => !known.has(idOf(item))).length;
  const showFresh = (): void => {
    setShown(waiting);
    setWaiting([]);
  };
  return { shown, fresh, showFresh, problem };
}
