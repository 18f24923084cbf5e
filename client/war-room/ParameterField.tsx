import { NumberField } from '../ui/NumberField.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { Action } from './action-form.ts';
import { LiveField } from './LiveField.tsx';

interface ParameterFieldProps {
  parameter: Action['parameters'][number];
  control: string;
  target: string;
  value: string | number;
  onChange: (value: string | number) => void;
}

/** What one parameter of an action is asked with. */
export function ParameterField({ parameter, control, target, value, onChange }: ParameterFieldProps) {
  const { name, type, min, max, choices } = parameter;
  switch (type) {
    case 'choice':
      return <Select label={name} items={choices.map((id) => ({ id, label: id }))} value={String(value)} onChange={onChange} />;
    case 'live':
      return <LiveField control={control} target={target} parameter={name} value={String(value)} onChange={onChange} />;
    case 'text':
      return (
        <TextField
          label={name}
          multiline
          rows={2}
          value={String(value)}
          onChange={onChange}
          description={`${min ?? 0} to ${max ?? '…'} characters; everybody can read it.`}
          {...(max === null ? {} : { maxLength: max })}
        />
      );
    case 'number':
      return <NumberParameter parameter={parameter} value={Number(value)} onChange={onChange} />;
  }
}

function NumberParameter({ parameter, value, onChange }: Pick<ParameterFieldProps, 'parameter' | 'onChange'> & { value: number }) {
  const { name, unit, min, max } = parameter;
  return (
    <NumberField
      label={`${name}${min === null && max === null ? '' : ` (${min ?? '…'} to ${max ?? '…'})`}`}
      value={value}
      onChange={onChange}
      unit={unit}
      step={max !== null && max <= 1 ? 0.01 : 1}
      {...(min === null ? {} : { min })}
      {...(max === null ? {} : { max })}
    />
  );
}
