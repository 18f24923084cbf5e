import type { ReactNode } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { RequestView } from '../../core/protocol/requests.ts';
import { NumberField } from '../ui/NumberField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type ConditionForm, offeredConditions } from './request-words.ts';

interface ConditionFieldsProps {
  drill: DrillView;
  request: RequestView;
  form: ConditionForm;
  onChange: (form: ConditionForm) => void;
}

/** Conditions that can be kept for this request. */
export function ConditionFields({ drill, request, form, onChange }: ConditionFieldsProps) {
  const offered = offeredConditions(request, drill);
  const set = (change: Partial<ConditionForm>): void => onChange({ ...form, ...change });
  return (
    <div className="req-conditions">
      {offered.includes('canaryShare') && (
        <Condition label="On a canary, with at most a share of calls" isOn={form.isCanary} onChange={(isCanary) => set({ isCanary })}>
          <NumberField
            label="At most"
            value={form.canaryPercent}
            onChange={(canaryPercent) => set({ canaryPercent })}
            min={1}
            max={50}
            unit="% of calls"
          />
        </Condition>
      )}
      <Condition label="After the incident: with our resolve" isOn={form.isAfter} onChange={(isAfter) => set({ isAfter })} />
      {offered.includes('flagOffBy') && (
        <Condition label="The flag is taken out by a day" isOn={form.isFlagOff} onChange={(isFlagOff) => set({ isFlagOff })}>
          <TextField label="Day" value={form.day} onChange={(day) => set({ day })} placeholder="2027-01-31" maxLength={10} isMono />
        </Condition>
      )}
    </div>
  );
}

interface ConditionProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children?: ReactNode;
}

function Condition({ label, isOn, onChange, children }: ConditionProps) {
  return (
    <div className="req-condition">
      <label>
        <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} /> {label}
      </label>
      {isOn && children}
    </div>
  );
}
