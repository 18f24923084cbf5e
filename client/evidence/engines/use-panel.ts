import { useEffect, useState } from 'react';
import { isOver } from '../../../core/drill/values.ts';
import { type PanelOf, type PanelQuery, panelAnswerSchema } from '../../../core/protocol/panels.ts';
import { postJson } from '../../state/api.ts';
import { useHouse } from '../../state/store.ts';
import { knownAfter, nothingKnown } from './known-look.ts';

export interface Look<Kind extends PanelQuery['kind']> {
  /** Null before the first answer. */
  panel: PanelOf<Kind> | null;
  /** When the engine was looked at, by the monotonic clock of the browser. */
  seenAtMs: number;
  /** Why the newest question was not answered; what was known before stays. */
  problem: string | null;
  isLoading: boolean;
  /** Once more, now. */
  refresh: () => void;
}

const everyMs = 2000;
const onlyInside = 'You are watching: the engines are shown to those who are in the drill.';
const gone = 'The drill has ended, and its engines with it.';

/**
 * What an engine shows, looked at again every two seconds while the drill goes on and somebody sees the page. Null asks nothing.
 * @param again false: once, and again when asked to
 */
export function usePanel<Query extends PanelQuery>(query: Query | null, again = true): Look<Query['kind']> {
  const drillId = useHouse((house) => house.drill?.drillId ?? '');
  const key = useHouse((house) => house.identity?.playerToken);
  // The sandbox of a drill that is over is not there any more: what was seen last stays.
  const hasEnded = useHouse((house) => house.drill !== null && isOver(house.drill.phase));
  const [times, setTimes] = useState(0);
  const [known, setKnown] = useState(nothingKnown);
  const body = query === null ? '' : JSON.stringify(query);
  useEffect(() => {
    if (body === '' || key === undefined || drillId === '' || hasEnded) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      if (!document.hidden) {
        const answer = await postJson(`/api/v1/drills/${drillId}/panels`, JSON.parse(body), { schema: panelAnswerSchema, key });
        if (!wanted) return;
        setKnown((before) => knownAfter(before, body, { answer, nowMs: performance.now() }));
      }
      if (wanted && again) timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [body, key, drillId, hasEnded, again, times]);
  const refresh = (): void => setTimes((count) => count + 1);
  const isOwn = known.asked === body;
  const panel = isOwn ? (known.panel as PanelOf<Query['kind']> | null) : null;
  const failed = isOwn ? known.problem : null;
  const problem = key === undefined ? onlyInside : hasEnded ? gone : failed;
  return { panel, seenAtMs: known.seenAtMs, problem, isLoading: body !== '' && panel === null && problem === null, refresh };
}
