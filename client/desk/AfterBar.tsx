import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { outcomeWords, whyNotReady } from '../pages/home/home-words.ts';
import { ShiftLink } from '../pages/shift/ShiftLink.tsx';
import { wordsOf } from '../state/api.ts';
import { notify, useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { deskPost, openedSchema } from './desk-act.ts';

interface AfterBarProps {
  desk: Desk;
  drill: DrillView;
  onAnother: () => void;
}

function undoWords(undo: Desk['undo']): string {
  if (undo === null) return 'Everything is being undone.';
  return undo.ok ? 'Everything was undone.' : `Left behind: ${undo.remaining.join(', ')}.`;
}

/** What became of it, whether all was undone, and the next group. */
export function AfterBar({ desk, drill, onAnother }: AfterBarProps) {
  const sandbox = useHouse((house) => house.sandbox);
  const [isOpening, setOpening] = useState(false);
  const reason = whyNotReady(sandbox);
  const { drillId, undo } = desk;
  const undone = undoWords(undo);
  const again = async (): Promise<void> => {
    setOpening(true);
    const answer = await deskPost(`drills/${drillId}/again`, {}, openedSchema);
    setOpening(false);
    notify(answer.ok ? null : wordsOf(answer));
  };
  return (
    <div className="war-ended">
      <Notice tone={undo && !undo.ok ? 'critical' : 'info'}>
        <span title={`${undone} ${drill.ending?.reason ?? ''}`}>
          <b>{drill.ending ? outcomeWords(drill.ending.outcome) : 'Ended'}.</b> {undone} {drill.ending?.reason}
        </span>
        <span className="war-ended-ways">
          <Link to="/drill/$drillId/debrief" params={{ drillId }} className="ui-button ui-button-primary ui-button-sm home-link">
            Debrief
          </Link>
          <Link to="/drill/$drillId/postmortem" params={{ drillId }} className="ui-button ui-button-default ui-button-sm home-link">
            Post-mortem
          </Link>
          <ShiftLink shiftId={drill.shiftId}>On in the shift</ShiftLink>
          <Button size="sm" isPending={isOpening} isDisabled={reason !== null} onPress={() => void again()}>
            Again with the next group
          </Button>
          <Button size="sm" onPress={onAnother}>
            Another incident
          </Button>
        </span>
      </Notice>
    </div>
  );
}
