import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useGameNow } from '../state/game-clock.ts';
import { openEvidence } from '../state/selection.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { ToneShape } from '../ui/Badge.tsx';
import { grouped, progressOf } from './action-form.ts';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';

type Control = DrillView['controls'][number];

/** Bottom bar: what can be done, and what is under way. */
export function Actions({ drill }: { drill: DrillView }) {
  const whyNot = useWhyNot();
  const isLive = drill.phase === 'live';
  return (
    <section className="war-actions" aria-label="Actions">
      <div className="war-action-groups" title={whyNot ?? (isLive ? '' : 'Actions open when the incident’s clock runs.')}>
        {grouped(drill.actions).map(({ title, actions }) => (
          <div key={title} className="war-action-group" role="group" aria-label={title}>
            <span className="muted">{title}</span>
            {actions.map((action) => (
              <Button
                key={action.control}
                size="sm"
                isDisabled={!isLive || whyNot !== null}
                onPress={() => openDialog({ kind: 'action', action })}
              >
                {action.title}
              </Button>
            ))}
          </div>
        ))}
      </div>
      <UnderWay controls={drill.controls} />
    </section>
  );
}

/** A row of its own height, whether or not anything is in it. */
function UnderWay({ controls }: { controls: readonly Control[] }) {
  const nowMs = useGameNow();
  return (
    <ul className="war-under-way" aria-label="What was done">
      {controls.length === 0 && (
        <li className="muted">What you do appears here with its progress, and can be taken off again where that is possible.</li>
      )}
      {controls.toReversed().map((control) => (
        <ControlChip key={control.controlId} control={control} nowMs={nowMs} />
      ))}
    </ul>
  );
}

function ControlChip({ control, nowMs }: { control: Control; nowMs: number }) {
  const { act, pending } = useAct();
  const whyNot = useWhyNot();
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
      {running ? (
        <progress value={progressOf(control, nowMs)} max={1} aria-label={`${control.control} ${target}`} />
      ) : (
        <span className="muted">{detail}</span>
      )}
      {undoable && (
        <Button
          size="sm"
          variant="quiet"
          isPending={pending}
          isDisabled={whyNot !== null}
          aria-label={`Take ${control.control} off again`}
          onPress={() => void act({ type: 'undoControl', controlId })}
        >
          Undo
        </Button>
      )}
    </li>
  );
}
