import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import './Button.css';

interface ButtonProps {
  children: ReactNode;
  variant?: 'default' | 'primary' | 'danger' | 'quiet';
  size?: 'md' | 'sm';
  isDisabled?: boolean;
  /** An answer is awaited: presses do nothing, and the place of the button does not change. */
  isPending?: boolean;
  onPress?: () => void;
  type?: 'button' | 'submit';
  'aria-label'?: string;
  'aria-pressed'?: boolean;
}

export function Button({ variant = 'default', size = 'md', children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`ui-button ui-button-${variant} ui-button-${size}`}>
      {children}
    </AriaButton>
  );
}
