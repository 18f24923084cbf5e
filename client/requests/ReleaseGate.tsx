import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Button } from '../ui/Button.tsx';
import { openDialog } from '../war-room/dialogs.ts';
import { useWhyNot } from '../war-room/may-act.ts';
import { gateWords, isGateTold, isHeldUp } from './request-words.ts';
import './Requests.css';

const open = (): void => openDialog({ kind: 'exception' });

/** One line: the release policy holds things up, and who can let them pass; or who has, when and why. Not there above the line. */
export function ReleaseGate({ drill }: { drill: DrillView }) {
  const whyNot = useWhyNot('respond', { type: 'recordException' });
  if (!isGateTold(drill)) return null;
  const words = gateWords(drill.releaseGate, whyNot);
  return (
    <div className="req-gate">
      <span className="req-line" title={words}>
        {isHeldUp(drill) && <span aria-hidden>▲ </span>}
        {words}
      </span>
      {isHeldUp(drill) ? (
        <Button size="sm" variant="quiet" aria-label="Record an exception…" isDisabled={whyNot !== null} onPress={open}>
          Exception…
        </Button>
      ) : (
        <Button size="sm" variant="quiet" aria-label="Read… the exception from the release policy" onPress={open}>
          Read…
        </Button>
      )}
    </div>
  );
}
