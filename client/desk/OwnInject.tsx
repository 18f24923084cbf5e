import { useState } from 'react';
import * as z from 'zod';
import { type Desk, type FaultOffer, faultOfferSchema } from '../../core/protocol/desk.ts';
import { facilitatorKey } from '../state/identities.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Notice } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDeskAct } from './desk-act.ts';
import { defaultsOf, type FaultValues, problemOf, sentenceOf } from './fault-form.ts';
import { useDeskLoaded } from './use-desk-loaded.ts';

const offersSchema = z.object({ faults: z.array(faultOfferSchema) });

export function FaultDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const offers = useDeskLoaded('/api/v1/facilitator/faults', offersSchema, facilitatorKey());
  const [chosen, setChosen] = useState<string | null>(null);
  const offer = offers?.faults.find(({ fault }) => fault === chosen) ?? null;
  return (
    <Dialog title="A fault of your own" isOpen onOpenChange={(open) => !open && onClose()}>
      <Select
        label="Fault"
        items={(offers?.faults ?? []).map(({ fault, title }) => ({ id: fault, label: title, hint: fault }))}
        value={chosen}
        onChange={setChosen}
      />
      {offer && <FaultForm key={offer.fault} desk={desk} offer={offer} onDone={onClose} />}
    </Dialog>
  );
}

function FaultForm({ desk, offer, onDone }: { desk: Desk; offer: FaultOffer; onDone: () => void }) {
  const [target, setTarget] = useState(offer.targets[0] ?? '');
  const [values, setValues] = useState<FaultValues>(() => defaultsOf(offer));
  const [seconds, setSeconds] = useState(60);
  const [isEnding, setEnding] = useState(true);
  const { act, pending } = useDeskAct(desk.drillId);
  const problem = problemOf(offer, values);
  const endsAfterSeconds = isEnding ? seconds : null;
  const inject = async (): Promise<void> => {
    if (await act({ type: 'injectFault', fault: offer.fault, target, parameters: values, endsAfterSeconds })) onDone();
  };
  return (
    <>
      <Select label="Target" items={offer.targets.map((id) => ({ id, label: id }))} value={target} onChange={setTarget} />
      {offer.parameters.map(({ name, type, unit, min, max, choices }) => {
        const set = (value: string | number): void => setValues({ ...values, [name]: value });
        if (type === 'choice')
          return (
            <Select key={name} label={name} items={choices.map((id) => ({ id, label: id }))} value={String(values[name])} onChange={set} />
          );
        if (type === 'text') return <TextField key={name} label={name} value={String(values[name])} onChange={set} maxLength={200} />;
        return (
          <NumberField
            key={name}
            label={name}
            value={Number(values[name])}
            onChange={set}
            unit={unit}
            step={max !== null && max <= 1 ? 0.01 : 1}
            {...(min === null ? {} : { min })}
            {...(max === null ? {} : { max })}
          />
        );
      })}
      <label className="war-check">
        <input type="checkbox" checked={isEnding} onChange={(event) => setEnding(event.target.checked)} /> ends by itself
      </label>
      {isEnding && <NumberField label="After" value={seconds} onChange={setSeconds} min={5} max={3600} unit="s" />}
      <Notice tone={problem ? 'warning' : 'info'}>{problem ?? sentenceOf(offer, target, { values, seconds: endsAfterSeconds })}</Notice>
      <div>
        <Button variant="danger" isPending={pending} isDisabled={problem !== null} onPress={() => void inject()}>
          Inject it
        </Button>
      </div>
    </>
  );
}
