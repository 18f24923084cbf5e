import { useEffect, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { homeSchema } from '../../core/protocol/messages.ts';
import { SeatList } from '../pages/lobby/SeatList.tsx';
import { seatTitle } from '../pages/roles.ts';
import { getJson } from '../state/api.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Select } from '../ui/Select.tsx';

/** Address under which others in the network reach this house; null while it is not known, or listens on loopback only. */
function useLanUrl(): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void getJson('/api/v1/home', homeSchema).then((answer) => wanted && answer.ok && setUrl(answer.value.lanUrls[0] ?? null));
    return () => {
      wanted = false;
    };
  }, []);
  return url;
}

/** One's own seat to somebody who is here, in one act: logged with its time, and told in the channel. */
function HandOver({ drill, me }: { drill: DrillView; me: DrillView['players'][number] }) {
  const online = useHouse((house) => house.online);
  const [to, setTo] = useState<string | null>(null);
  const { act, pending } = useAct();
  if (me.role === null || me.role === 'observer') return null;
  const others = drill.players.filter(({ playerId, role }) => playerId !== me.playerId && role !== me.role && online.includes(playerId));
  const chosen = others.some(({ playerId }) => playerId === to) ? to : null;
  const handOver = async (): Promise<void> => {
    if (chosen === null) return;
    const sent = await act({ type: 'handOverSeat', to: chosen });
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
      <Button size="sm" isPending={pending} isDisabled={chosen === null} onPress={() => void handOver()}>
        Hand over
      </Button>
    </div>
  );
}

/** Who is here, in which seat; seats can be changed at any time. */
export function PodPanel({ drill }: { drill: DrillView }) {
  const identity = useHouse((house) => house.identity);
  const lanUrl = useLanUrl();
  const link = `${lanUrl ?? location.origin}/join/${drill.code}`;
  const me = drill.players.find(({ playerId }) => playerId === identity?.playerId) ?? null;
  return (
    <div className="war-pod">
      <p>
        <span className="muted">Others join with</span> <strong className="mono">{drill.code}</strong>{' '}
        <CopyButton text={link} label="Copy link" />
      </p>
      <p className="war-join-link mono muted">{link}</p>
      {me && <HandOver drill={drill} me={me} />}
      <SeatList drill={drill} me={me} />
    </div>
  );
}
