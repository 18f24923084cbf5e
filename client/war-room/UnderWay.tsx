import { memo, useLayoutEffect, useRef } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { ReceiptLines } from '../evidence/ReceiptLines.tsx';
import { useGameNow } from '../state/game-clock.ts';
import { openEvidence } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { ToneShape } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { progressOf, runningWords } from './action-form.ts';
import { useWhyNot } from './may-act.ts';

type Control = DrillView['controls'][number];

/**
 * A row of its own height, whether or not anything is in it. The newest comes at its end and is brought into sight, unless somebody points at
 * the row or has the focus in it: no button moves from under a hand.
 */
export const UnderWay = memo(function UnderWay({ controls }: { controls: readonly Control[] }) {
  const row = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const place = row.current;
    if (place && !place.matches(':hover, :focus-within')) place.scrollLeft = place.scrollWidth;
  }, [controls.length]);
  return (
    <ul className="war-under-way" aria-label="What was done" tabIndex={0} ref={row}>
      {controls.length === 0 && (
        <li className="muted">What you do appears here with its progress, and can be taken off again where that is possible.</li>
      )}
      {controls.map((control) => (
        <ControlChip key={control.controlId} control={control} />
      ))}
    </ul>
  );
});

const ControlChip = memo(function ControlChip({ control }: { control: Control }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot('respond', { type: 'undoControl' });
  const { controlId, state, target, undoable, equivalent } = control;
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
      {running ? <Progress control={control} /> : <span className="muted war-control-detail">{wordsOf(control)}</span>}
      {control.receipt.length > 0 && <Receipt control={control} />}
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
});

/** Of one that failed, why: nobody should have to look for that. */
function wordsOf({ state, detail, receipt }: Control): string {
  return state === 'failed' && receipt[0] ? `${detail}: ${receipt[0]}` : detail;
}

/** What truly happened, below the chip. */
function Receipt({ control: { control, target, detail, equivalent, receipt } }: { control: Control }) {
  const name = `${control} ${target}`;
  return (
    <DialogTrigger>
      <Button size="sm" variant="quiet" aria-label={`What happened: ${name}`}>
        what happened
      </Button>
      <Popover className="ui-popover" placement="top start">
        <Dialog className="war-receipt" aria-label={`What happened: ${name}`}>
          <p>
            <b className="mono">{name}</b> <span className="muted">{detail}</span>
          </p>
          <ReceiptLines receipt={receipt} />
          <code className="muted">{equivalent}</code>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** How far its lead time has gone; then, since nobody knows how long the work itself takes, for how long it has been at it. */
function Progress({ control }: { control: Control }) {
  const nowMs = useGameNow();
  return (
    <>
      {control.state === 'requested' && (
        <progress value={progressOf(control, nowMs)} max={1} aria-label={`${control.control} ${control.target}`} />
      )}
      <span className="muted war-control-detail">{runningWords(control, nowMs)}</span>
    </>
  );
}
