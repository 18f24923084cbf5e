import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import './Field.css';

interface NumberFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  isDisabled?: boolean;
}

/** Keeps to its bounds when left; an empty field falls back to the lower bound. */
export function NumberField({ label, value, onChange, min, max, step, unit, isDisabled = false }: NumberFieldProps) {
  return (
    <AriaNumberField
      className="ui-field"
      value={value}
      onChange={(next) => onChange(Number.isNaN(next) ? (min ?? 0) : next)}
      isDisabled={isDisabled}
      formatOptions={{ useGrouping: false }}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <Label className="ui-label">{label}</Label>
      <span className="ui-number">
        <Input className="ui-input" />
        {unit && <span className="ui-unit">{unit}</span>}
      </span>
    </AriaNumberField>
  );
}
