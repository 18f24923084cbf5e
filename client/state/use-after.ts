import { useEffect, useState } from 'react';

/** Runs `act` whenever `sign` has become another one than it was when the page came: what was asked before is out of date then. */
export function useAfter(sign: string, act: () => Promise<void>): void {
  const [seen, setSeen] = useState(sign);
  useEffect(() => {
    if (sign === seen) return;
    setSeen(sign);
    void act();
  }, [sign, seen, act]);
}
