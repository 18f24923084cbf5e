import { useEffect, useState } from 'react';
import type { ProfileView } from '../../../core/protocol/profiles.ts';
import { type ChosenProfile, select, useSelection } from '../../state/selection.ts';
import { Empty, Notice } from '../../ui/Panel.tsx';
import { ProfileDetail } from './ProfileDetail.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { ProfileList } from './ProfileList.tsx';
import { useProfiles } from './use-profiles.ts';
import { titleOf } from './words.ts';
import './ProfilesTab.css';

const chosenOf = (profile: ProfileView): ChosenProfile => ({ id: profile.profileId, label: titleOf(profile), text: '', zoom: 0 });

/** Profiles of service instances: take one, and read those that anybody in the drill took. */
export function ProfilesTab({ drillId }: { drillId: string }) {
  const chosen = useSelection((selection) => selection.profile);
  const { list, problem, take } = useProfiles(drillId);
  const choose = (profile: ProfileView): void => select({ profile: chosenOf(profile), component: profile.slot });
  const [awaited, setAwaited] = useState<string | null>(null);
  const arrived = list?.find(({ profileId, state }) => profileId === awaited && state === 'done');
  useEffect(() => {
    if (!arrived) return;
    setAwaited(null);
    // Whoever reads another one meanwhile is not torn away from it.
    if (chosen === null) select({ profile: chosenOf(arrived), component: arrived.slot });
  }, [arrived, chosen]);
  return (
    <div className="ev-profiles">
      <ProfileForm onTake={async (wish) => setAwaited(await take(wish))} />
      {problem && <Notice tone="warning">{problem}</Notice>}
      {list?.length === 0 && (
        <Empty
          title="No profile was taken in this drill yet."
          hint="A profile shows what an instance spends its time on, or what it keeps. It costs the instance a few per cent while it is taken."
        />
      )}
      {list && list.length > 0 && <ProfileList profiles={list} chosenId={chosen?.id ?? null} onChoose={choose} />}
      {chosen && <ProfileDetail drillId={drillId} chosen={chosen} />}
    </div>
  );
}
