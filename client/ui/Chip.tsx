import type { ReactNode } from 'react';
import './Chip.css';

interface ChipProps {
  children: ReactNode;
  onPress: () => void;
  /** Chosen, where chips are a choice. */
  isPressed?: boolean;
  title?: string;
}

/** A small thing to press: a filter, or a pointer to something. */
export function Chip({ children, onPress, isPressed, title }: ChipProps) {
  return (
    <button type="button" className="ui-chip" aria-pressed={isPressed} title={title} onClick={onPress}>
      {children}
    </button>
  );
}
