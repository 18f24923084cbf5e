import { useState } from 'react';
import { inPlace } from './near.ts';

/** A short list whose entries keep their places while others come and go. */
export function useInPlace<T>(wanted: readonly T[], idOf: (item: T) => string): T[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const placed = inPlace(order, wanted, idOf);
  const next = placed.map(idOf);
  if (next.join('\n') !== order.join('\n')) setOrder(next);
  return placed;
}
