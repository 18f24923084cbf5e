import { useRef } from 'react';
import { useHouse } from '../state/store.ts';
import { type Usual, usualOf } from './tone.ts';

/** Seconds that say what is usual; once so many were seen, it stays as it is for the drill. */
const learnedFrom = 60;

/** p95 of every link as it was before anything happened: from the first minute that this page saw of the drill in its sandbox. */
export function useUsual(): Usual {
  const frames = useHouse((house) => house.frames);
  const place = useHouse((house) => `${house.drill?.drillId ?? ''} ${house.sandbox?.sandboxId ?? ''}`);
  const memory = useRef<{ place: string; seconds: number; usual: Usual }>({ place: '', seconds: 0, usual: {} });
  const known = memory.current;
  const first = Math.min(frames.length, learnedFrom);
  if (known.place !== place || known.seconds < first) memory.current = { place, seconds: first, usual: usualOf(frames.slice(0, first)) };
  return memory.current.usual;
}
