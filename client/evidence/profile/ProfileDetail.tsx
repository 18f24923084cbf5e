import { useMemo } from 'react';
import { type CallTree, callTreeOf } from '../../../core/profile/call-tree.ts';
import { foundShare } from '../../../core/profile/functions.ts';
import type { TakenProfile } from '../../../core/profile/taken.ts';
import { type ChosenProfile, select } from '../../state/selection.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FunctionTable } from './FunctionTable.tsx';
import { HeapParts } from './HeapParts.tsx';
import { Icicle } from './Icicle.tsx';
import { useProfile } from './use-profiles.ts';
import { amountWords, shareWords } from './words.ts';

const longestSearch = 60;

/** One profile: the picture of its calls, and the same by function. */
export function ProfileDetail({ drillId, chosen }: { drillId: string; chosen: ChosenProfile }) {
  const { taken, problem } = useProfile(drillId, chosen.id);
  if (problem) return <Empty title={problem} hint="The newest twelve of a drill are kept, until the next drill begins." />;
  if (!taken) return <Skeleton width="100%" height={320} />;
  return <ProfilePicture taken={taken} chosen={chosen} file={`/api/v1/drills/${drillId}/profiles/${chosen.id}/file`} />;
}

interface ProfilePictureProps {
  taken: TakenProfile;
  chosen: ChosenProfile;
  /** Where it can be saved from; left out where it is kept as evidence only. */
  file?: string;
}

/** Its calls as a picture, and the same by function. */
export function ProfilePicture({ taken, chosen, file }: ProfilePictureProps) {
  const tree = useMemo(() => callTreeOf(taken), [taken]);
  const change = (next: Partial<ChosenProfile>): void => select({ profile: { ...chosen, ...next } });
  return (
    <section aria-label={chosen.label} className="ev-profile">
      <div className="ev-filters">
        <strong>{chosen.label}</strong>
        <span className="muted">{sumWords(taken, tree)}</span>
        <span className="ev-profile-tools">
          <TextField
            label="Find functions"
            isHiddenLabel
            type="search"
            value={chosen.text}
            onChange={(text) => change({ text })}
            maxLength={longestSearch}
            placeholder="function or file"
          />
          <span className="mono ev-profile-found" role="status">
            {chosen.text.trim() === '' ? '' : `${shareWords(foundShare(tree.root, chosen.text))} found`}
          </span>
          <Button size="sm" isDisabled={chosen.zoom === tree.root.id} onPress={() => change({ zoom: tree.root.id })}>
            Show all
          </Button>
          {file && (
            <a href={file} download>
              Save .{taken.kind}profile
            </a>
          )}
        </span>
      </div>
      {tree.root.total === 0 ? (
        <Empty title="There was nothing to see in this time: no work, or nothing that stayed." />
      ) : (
        <>
          <Icicle key={chosen.id} tree={tree} text={chosen.text} zoomId={chosen.zoom} onZoom={(zoom) => change({ zoom })} />
          {taken.kind === 'heap' && <HeapParts growth={taken.growth} />}
          <FunctionTable tree={tree} text={chosen.text} onFind={(text) => change({ text })} />
        </>
      )}
    </section>
  );
}

function sumWords({ kind }: TakenProfile, { root, unit, idle }: CallTree): string {
  if (kind === 'heap') return `${amountWords(unit, root.total)} allocated and still in use`;
  const wall = root.total + idle;
  return `busy ${shareWords(wall === 0 ? 0 : root.total / wall)} of ${(wall / 1_000_000).toFixed(0)} s`;
}
