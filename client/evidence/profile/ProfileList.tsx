import type { ProfileView } from '../../../core/protocol/profiles.ts';
import { timeWords } from '../entry-words.ts';
import { bytesWords, titleOf } from './words.ts';

interface ProfileListProps {
  profiles: readonly ProfileView[];
  chosenId: string | null;
  onChoose: (profile: ProfileView) => void;
}

/** What was taken, newest first, and how far the one under way has come. */
export function ProfileList({ profiles, chosenId, onChoose }: ProfileListProps) {
  return (
    <ul className="ev-profile-list" aria-label="Profiles of this drill, newest first">
      {profiles.map((profile) => (
        <li key={profile.profileId}>
          <button
            type="button"
            aria-current={profile.profileId === chosenId ? 'true' : undefined}
            disabled={profile.state !== 'done'}
            onClick={() => onChoose(profile)}
          >
            <strong>{titleOf(profile)}</strong>
            <small className="muted">
              {timeWords(profile.atMs)} · {profile.seconds} s · {profile.by}
            </small>
            <State profile={profile} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function State({ profile: { state, ranMs, seconds, bytes, problem } }: { profile: ProfileView }) {
  if (state === 'failed') return <small className="ui-tone-critical">■ {problem}</small>;
  if (state === 'done') return <small className="mono muted">{bytesWords(bytes)}</small>;
  const share = ranMs / (seconds * 1000);
  const words = share < 1 ? `${Math.round(ranMs / 1000)} of ${seconds} s` : 'reading it';
  return (
    <span className="ev-profile-progress">
      <progress value={share} max={1} aria-label="Profile under way" />
      <small className="mono">{words}</small>
    </span>
  );
}
