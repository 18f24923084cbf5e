import { useEffect, useState } from 'react';
import { type Home, homeSchema } from '../../../core/protocol/messages.ts';
import { type Answer, getJson, wordsOf } from '../../state/api.ts';
import { useHouse } from '../../state/store.ts';

interface KnownHome {
  home: Home | null;
  /** Why the newest question was not answered; what was known before stays. */
  problem: string | null;
}

/** After a refusal it is asked again. */
const againMs = 5000;

export function homeAfter({ home }: KnownHome, answer: Answer<Home>): KnownHome {
  if (answer.ok) return { home: answer.value, problem: null };
  return { home, problem: `${wordsOf(answer)} The lists below are asked for again every ${againMs / 1000} s.` };
}

/** What anybody may know of this house, read again whenever the shop or the drill changes its state, and after a refusal. */
export function useHome(): KnownHome {
  const [known, setKnown] = useState<KnownHome>({ home: null, problem: null });
  const [refusals, setRefusals] = useState(0);
  const sandboxState = useHouse((house) => house.sandbox?.state);
  const phase = useHouse((house) => house.drill?.phase);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void getJson('/api/v1/home', homeSchema).then((answer) => {
      if (!wanted) return;
      setKnown((before) => homeAfter(before, answer));
      if (!answer.ok) timer = setTimeout(() => setRefusals((count) => count + 1), againMs);
    });
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [sandboxState, phase, refusals]);
  return known;
}
