import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useGameNow } from '../state/game-clock.ts';
import { openEvidence } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { ToneShape } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { progressOf } from './action-form.ts';
import { useWhyNot } from './may-act.ts';

type Control = DrillView['controls'][number];

/** A row of its own height, whether or not anything is in it; newest first. */
export function UnderWay({ controls }: { controls: readonly Control[] }) {
  return (
    <ul className="war-under-way" aria-label="What was done" tabIndex={0}>
      {controls.length === 0 && (
        <li className="muted">What you do appears here with its progress, and can be taken off again where that is possible.</li>
      )}
      {controls.toReversed().map((control) => (
        <ControlChip key={control.controlId} control={control} />
      ))}
    </ul>
  );
}

function ControlChip({ control }: { control: Control }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond');
  const { controlId, state, target, detail, undoable, equivalent } = control;
  const running = state === 'requested' || state === 'applying';
  return (
    <li className={`war-control war-control-${state}`} title={equivalent}>
      <button
        type="button"
        className="war-link"
        onClick={() => openEvidence({ kind: 'action', ref: controlId, label: `${control.control} ${target}`, atMs: control.requestedAtMs })}
      >
        {state === 'failed' && <ToneShape tone="warning" />} {control.control} {target}
      </button>
      {running ? <Progress control={control} /> : <span className="muted">{detail}</span>}
      {undoable && (
        <Button
          size="sm"
          variant="quiet"
          isPending={pending}
          isDisabled={whyNot !== null}
          aria-label={`Undo ${control.control}`}
          onPress={() => void act({ type: 'undoControl', controlId })}
        >
          Undo
        </Button>
      )}
    </li>
  );
}

function Progress({ control }: { control: Control }) {
  const nowMs = useGameNow();
  return <progress value={progressOf(control, nowMs)} max={1} aria-label={`${control.control} ${control.target}`} />;
}
