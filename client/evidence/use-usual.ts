import { useRef } from 'react';
import { useHouse } from '../state/store.ts';
import { type Usual, usualOf } from './tone.ts';

/** Seconds that say what is usual; once so many were seen, it stays as it is for the drill. */
const learnedFrom = 60;

/**
 * p95 of every link as it was before anything happened: from the first minute that this page saw of the drill in its sandbox. A second that
 * comes after that minute changes nothing, and nothing is drawn again for it.
 */
export function useUsual(): Usual {
  const first = useHouse((house) => Math.min(house.frames.length, learnedFrom));
  const place = useHouse((house) => `${house.drill?.drillId ?? ''} ${house.sandbox?.sandboxId ?? ''}`);
  const memory = useRef<{ place: string; seconds: number; usual: Usual }>({ place: '', seconds: 0, usual: {} });
  const known = memory.current;
  if (known.place !== place || known.seconds < first) {
    const { frames } = useHouse.getState();
    memory.current = { place, seconds: first, usual: usualOf(frames.slice(0, first)) };
  }
  return memory.current.usual;
}
