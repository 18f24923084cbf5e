import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField';
import './Field.css';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  multiline?: boolean;
  rows?: number;
  maxLength?: number;
  description?: string;
  errorMessage?: string | null;
  isRequired?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  isHiddenLabel?: boolean;
  isMono?: boolean;
  type?: 'text' | 'password' | 'search';
  /** What a key means here. It goes on to what is around the field (Escape closes a form), unless that is prevented. */
  onKeyDown?: (event: { key: string; shiftKey: boolean; nativeEvent: { isComposing: boolean }; preventDefault: () => void }) => void;
}

export function TextField({
  label,
  multiline = false,
  rows = 3,
  description,
  errorMessage,
  placeholder,
  isHiddenLabel,
  onKeyDown,
  ...rest
}: TextFieldProps) {
  const { isMono = false, ...field } = rest;
  const keys = onKeyDown && { onKeyDown: goingOn(onKeyDown) };
  const hint = placeholder === undefined ? {} : { placeholder };
  const className = `ui-input${isMono ? ' mono' : ''}`;
  return (
    <AriaTextField {...field} {...keys} className="ui-field" isInvalid={Boolean(errorMessage)} validationBehavior="aria">
      <Label className={isHiddenLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      {multiline ? <TextArea className={className} rows={rows} {...hint} /> : <Input className={className} autoComplete="off" {...hint} />}
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <FieldError className="ui-error">{errorMessage}</FieldError>
    </AriaTextField>
  );
}

/** A field of the library keeps every key that somebody listens to. */
function goingOn(onKeyDown: NonNullable<TextFieldProps['onKeyDown']>): NonNullable<AriaTextFieldProps['onKeyDown']> {
  return (event) => {
    onKeyDown(event);
    if (!event.isDefaultPrevented()) event.continuePropagation();
  };
}
