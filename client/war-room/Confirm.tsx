import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Outcome } from './Outcome.tsx';

interface ConfirmProps {
  /** Why it has to be said twice. */
  sentence: string;
  target: string;
  /** What would be so then; null while something of it has still to be said. */
  effect: string | null;
  /** Whom it reaches; null for what is not on the map. */
  reach: string | null;
  typed: string;
  onChange: (typed: string) => void;
  /** Enter, in the field. */
  onEnter: () => void;
}

/** Before what reaches everybody or cannot be taken back: target, effect and whom it reaches, and then the name of the target is typed. */
export function Confirm({ sentence, target, effect, reach, typed, onChange, onEnter }: ConfirmProps) {
  return (
    <div className="war-confirm" role="group" aria-label="To confirm">
      <Notice tone="warning">
        <span aria-hidden>▲</span> {sentence}
      </Notice>
      <dl className="war-action-facts">
        <dt>Target</dt>
        <dd className="mono">{target}</dd>
        <Outcome effect={effect} reach={reach} />
      </dl>
      <TextField
        label={`Type ${target} to confirm`}
        value={typed}
        onChange={onChange}
        isMono
        onKeyDown={({ key, nativeEvent }) => key === 'Enter' && !nativeEvent.isComposing && onEnter()}
      />
    </div>
  );
}
