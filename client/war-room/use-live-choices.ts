import { useEffect, useState } from 'react';
import { type LiveChoices, liveChoicesSchema } from '../../core/protocol/actions.ts';
import { getJson } from '../state/api.ts';
import { useHouse } from '../state/store.ts';

export type LiveChoice = LiveChoices['choices'][number];

export interface LiveList {
  /** Null before the first answer. */
  choices: readonly LiveChoice[] | null;
  /** Why the newest question was not answered; what was known before stays. */
  problem: string | null;
  isLoading: boolean;
  refresh: () => void;
}

interface Known {
  path: string;
  /** The question that it answers: another one is on its way when it differs. */
  asked: string;
  choices: readonly LiveChoice[] | null;
  problem: string | null;
}

const nothing: Known = { path: '', asked: '', choices: null, problem: null };
const onlyInside = 'You are watching: what there is to choose from is shown to those who are in the drill.';

/** What the running system shows at this moment for a parameter; asked once, and again when asked to. */
export function useLiveChoices(place: { control: string; target: string; parameter: string }): LiveList {
  const drillId = useHouse((house) => house.drill?.drillId ?? '');
  const key = useHouse((house) => house.identity?.playerToken ?? null);
  const [times, setTimes] = useState(1);
  const [known, setKnown] = useState<Known>(nothing);
  const path = `/api/v1/drills/${drillId}/choices?${new URLSearchParams(place)}`;
  const asked = `${path} ${times}`;
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    void getJson(path, liveChoicesSchema, key).then((answer) => {
      if (!wanted) return;
      setKnown((before) => {
        const choices = answer.ok ? answer.value.choices : before.path === path ? before.choices : null;
        return { path, asked, choices, problem: answer.ok ? null : (answer.detail ?? answer.message) };
      });
    });
    return () => {
      wanted = false;
    };
  }, [path, asked, key]);
  const refresh = (): void => setTimes(times + 1);
  if (key === null) return { choices: null, problem: onlyInside, isLoading: false, refresh };
  const isLoading = known.asked !== asked;
  return known.path === path
    ? { choices: known.choices, problem: known.problem, isLoading, refresh }
    : { choices: null, problem: null, isLoading, refresh };
}
