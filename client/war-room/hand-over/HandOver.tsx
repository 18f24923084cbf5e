import { useState } from 'react';
import { isOver } from '../../../core/drill/values.ts';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { seatTitle } from '../../pages/roles.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { offerable, offerBy, waitingWords } from './seat-offers.ts';

/** One's own seat, offered to somebody who is here: it is handed over when they accept. */
export function HandOver({ drill, me }: { drill: DrillView; me: DrillView['players'][number] }) {
  const online = useHouse((house) => house.online);
  const [to, setTo] = useState<string | null>(null);
  const { act, pending } = useAct();
  if (isOver(drill.phase) || me.role === null || me.role === 'observer') return null;
  const made = offerBy(drill, me.playerId);
  if (made) return <p className="muted">{waitingWords(drill, made)}</p>;
  const others = offerable(drill, me.playerId, online);
  const chosen = others.some(({ playerId }) => playerId === to) ? to : null;
  const offer = async (): Promise<void> => {
    if (chosen === null) return;
    const sent = await act({ type: 'offerSeat', to: chosen });
    if (sent.ok) setTo(null);
  };
  return (
    <div className="war-hand-over">
      <Select
        label={`Hand over: ${seatTitle(me.role)}`}
        items={others.map(({ playerId, name, role }) => ({ id: playerId, label: name, hint: seatTitle(role) }))}
        value={chosen}
        onChange={setTo}
        placeholder={others.length === 0 ? 'Nobody else is here' : 'To whom?'}
      />
      <Button size="sm" isPending={pending} isDisabled={chosen === null} onPress={() => void offer()}>
        Offer it
      </Button>
    </div>
  );
}
