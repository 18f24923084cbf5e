import { useState } from 'react';
import { longestProfileSeconds, type ProfileWish, shortestProfileSeconds } from '../../../core/profile/taken.ts';
import { useSelection } from '../../state/selection.ts';
import { withoutSlot } from '../../state/signal-ref.ts';
import { useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { slotsHeard } from '../saturation.ts';

const kinds = [
  { id: 'cpu', label: 'CPU', hint: 'Where its time goes; samples its stack 1000 times a second.' },
  { id: 'heap', label: 'Heap growth', hint: 'What it allocates and still holds at the end; collects its garbage twice.' },
];
const usualSeconds = 10;

/** What to profile, and for how long. */
export function ProfileForm({ onTake }: { onTake: (wish: ProfileWish) => Promise<void> }) {
  const slots = useSlots();
  const component = useSelection((selection) => selection.component);
  const [chosen, setChosen] = useState<string | null>(null);
  const [kind, setKind] = useState<ProfileWish['kind']>('cpu');
  const [seconds, setSeconds] = useState(usualSeconds);
  const [isPending, setPending] = useState(false);
  const named = slots.find((slot) => slot === component) ?? slots.find((slot) => component !== null && withoutSlot(slot) === component);
  const slot = chosen !== null && slots.includes(chosen) ? chosen : (named ?? slots[0] ?? null);
  const take = async (): Promise<void> => {
    if (slot === null) return;
    setPending(true);
    await onTake({ slot, kind, seconds });
    setPending(false);
  };
  return (
    <div className="ev-profile-form">
      <Select label="Instance" items={slots.map((name) => ({ id: name, label: name }))} value={slot} onChange={setChosen} />
      <Select label="What" items={kinds} value={kind} onChange={(id) => setKind(id === 'heap' ? 'heap' : 'cpu')} />
      <NumberField label="For" unit="s" value={seconds} onChange={setSeconds} min={shortestProfileSeconds} max={longestProfileSeconds} />
      <Button variant="primary" isDisabled={slot === null} isPending={isPending} onPress={() => void take()}>
        Take profile
      </Button>
    </div>
  );
}

/** One that hangs is silent for as long as it does. */
const heardSeconds = 60;

function useSlots(): string[] {
  const names = useHouse((house) => slotsHeard(house.frames.slice(-heardSeconds).map(({ frame }) => frame)).join(' '));
  return names === '' ? [] : names.split(' ');
}
