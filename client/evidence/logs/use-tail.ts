import { useCallback, useEffect, useRef, useState } from 'react';
import { type LogLine, logListSchema } from '../../../core/protocol/logs.ts';
import { getJson, wordsOf } from '../../state/api.ts';

const followMs = 1000;
const firstLines = 300;
/** What a page holds; older ones are found by a search. */
const heldLines = 3000;

export interface Tail {
  /** Newest first; null before the first answer. */
  lines: readonly LogLine[] | null;
  /** Lines that came while the list stood still. */
  waiting: number;
  /** Unix milliseconds of the oldest line that the server still has. */
  keptSinceMs: number | null;
  problem: string | null;
  /** Takes in what waits. */
  show: () => void;
}

interface Held {
  lines: readonly LogLine[] | null;
  waiting: readonly LogLine[];
  keptSinceMs: number | null;
  problem: string | null;
}

const nothing: Held = { lines: null, waiting: [], keptSinceMs: null, problem: null };

/** Lines of a query as they come. While it is paused, what comes waits, so that nothing moves under the eyes. */
export function useTail(path: string, { isPaused, follows }: { isPaused: boolean; follows: boolean }): Tail {
  const [held, setHeld] = useState<Held>(nothing);
  const paused = useRef(isPaused);
  paused.current = isPaused;
  const newest = useRef(0);
  useEffect(() => {
    let wanted = true;
    newest.current = 0;
    setHeld(nothing);
    const ask = async (): Promise<void> => {
      const answer = await getJson(`${path}&limit=${firstLines}&after=${newest.current}`, logListSchema);
      if (!wanted) return;
      if (!answer.ok) return setHeld((before) => ({ ...before, problem: wordsOf(answer) }));
      const { logs, keptSinceMs } = answer.value;
      newest.current = Math.max(newest.current, logs[0]?.id ?? 0);
      setHeld((before) => takenIn({ ...before, keptSinceMs, problem: null }, logs, paused.current));
    };
    void ask();
    const timer = follows ? setInterval(() => document.hidden || void ask(), followMs) : undefined;
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [path, follows]);
  const show = useCallback(
    () => setHeld((before) => (before.waiting.length === 0 ? before : takenIn({ ...before, waiting: [] }, before.waiting, false))),
    [],
  );
  useEffect(() => {
    if (!isPaused) show();
  }, [isPaused, show]);
  return { ...held, waiting: held.waiting.length, show };
}

/** @param fresh newest first, newer than all that is held */
export function takenIn(held: Held, fresh: readonly LogLine[], isPaused: boolean): Held {
  if (held.lines === null) return { ...held, lines: fresh };
  if (fresh.length === 0) return held;
  if (isPaused) return { ...held, waiting: [...fresh, ...held.waiting].slice(0, heldLines) };
  return { ...held, lines: [...fresh, ...held.waiting, ...held.lines].slice(0, heldLines), waiting: [] };
}
