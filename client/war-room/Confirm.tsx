import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';

interface ConfirmProps {
  /** Why it has to be said twice. */
  sentence: string;
  target: string;
  typed: string;
  onChange: (typed: string) => void;
  /** Enter, in the field. */
  onEnter: () => void;
}

/** Before what reaches everybody or cannot be taken back: the name of the target is typed. */
export function Confirm({ sentence, target, typed, onChange, onEnter }: ConfirmProps) {
  return (
    <div className="war-confirm" role="group" aria-label="To confirm">
      <Notice tone="warning">
        <span aria-hidden>▲</span> {sentence}
      </Notice>
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
