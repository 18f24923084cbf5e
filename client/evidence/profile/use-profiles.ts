import { useCallback, useEffect, useState } from 'react';
import type { ProfileWish, TakenProfile } from '../../../core/profile/taken.ts';
import { takenProfileSchema } from '../../../core/profile/taken.ts';
import { type ProfileView, profileBegunSchema, profileListSchema } from '../../../core/protocol/profiles.ts';
import { getJson, postJson, wordsOf } from '../../state/api.ts';
import { useHouse } from '../../state/store.ts';

const runningMs = 500;
const restingMs = 4000;

export interface Profiles {
  /** Newest first; null before the first answer. */
  list: readonly ProfileView[] | null;
  problem: string | null;
  /** @returns the id of the profile that began; null where none did, which `problem` tells */
  take: (wish: ProfileWish) => Promise<string | null>;
}

/** What was taken in the drill by anybody: asked for often while one is under way. */
export function useProfiles(drillId: string): Profiles {
  const key = useHouse((house) => house.identity?.playerToken);
  const [list, setList] = useState<readonly ProfileView[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isRunning = list?.some(({ state }) => state === 'running') ?? false;
  const path = `/api/v1/drills/${drillId}/profiles`;
  const ask = useCallback(async () => {
    const answer = await getJson(path, profileListSchema);
    if (answer.ok) setList(answer.value.profiles);
    else setProblem(wordsOf(answer));
  }, [path]);
  useEffect(() => {
    void ask();
    const timer = setInterval(() => document.hidden || void ask(), isRunning ? runningMs : restingMs);
    return () => clearInterval(timer);
  }, [ask, isRunning]);
  const take = async (wish: ProfileWish): Promise<string | null> => {
    const answer = await postJson(path, wish, { schema: profileBegunSchema, key });
    setProblem(answer.ok ? null : wordsOf(answer));
    await ask();
    return answer.ok ? answer.value.profile.profileId : null;
  };
  return { list, problem, take };
}

export interface LoadedProfile {
  taken: TakenProfile | null;
  problem: string | null;
}

/** One profile that is done, whole. */
export function useProfile(drillId: string, profileId: string): LoadedProfile {
  const [loaded, setLoaded] = useState<LoadedProfile & { of: string }>({ taken: null, problem: null, of: '' });
  const path = `/api/v1/drills/${drillId}/profiles/${encodeURIComponent(profileId)}`;
  useEffect(() => {
    let wanted = true;
    void getJson(path, takenProfileSchema).then((answer) => {
      if (wanted) setLoaded({ taken: answer.ok ? answer.value : null, problem: answer.ok ? null : wordsOf(answer), of: path });
    });
    return () => {
      wanted = false;
    };
  }, [path]);
  return loaded.of === path ? loaded : { taken: null, problem: null };
}
