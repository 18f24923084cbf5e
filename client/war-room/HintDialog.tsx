import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock } from '../format.ts';
import { useAct } from '../state/use-act.ts';
import { Notice } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { FormDialog } from './FormDialog.tsx';

/** The next hint with its price, below those the pod has. */
export function HintDialog({ drill }: { drill: DrillView }) {
  const { taken, next } = drill.hints;
  const { act, pending } = useAct();
  const take = async (): Promise<void> => {
    if (next === null) return;
    const sent = await act({ type: 'takeHint', tier: next.tier });
    if (sent.ok) openDialog(null);
  };
  return (
    <FormDialog
      title={next ? `Hint ${next.tier}` : 'Hints'}
      submit={next ? `Take it for ${next.costPercent} %` : 'None left'}
      kind="respond"
      isReady={next !== null}
      isPending={pending}
      onSubmit={() => void take()}
    >
      {taken.map(({ tier, text, by, atMs }) => (
        <p key={tier}>
          <span className="muted">
            Hint {tier}, {by}, {clock(atMs)}:
          </span>{' '}
          {text}
        </p>
      ))}
      <Notice tone="info">
        {next
          ? `It costs the pod ${next.costPercent} % of what its diagnosis will be worth, and everybody reads it in the channel.`
          : 'There is no further hint in this drill.'}
      </Notice>
    </FormDialog>
  );
}
