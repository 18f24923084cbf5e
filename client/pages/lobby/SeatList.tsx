import { isOver } from '../../../core/drill/values.ts';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { Role } from '../../../core/protocol/roles.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { isTaken, seats } from '../roles.ts';
import './LobbyPage.css';

type Player = DrillView['players'][number];

/** Every seat with its job and who holds it. Also stands in the war room. */
export function SeatList({ drill, me }: { drill: DrillView; me: Player | null }) {
  const { act, pending } = useAct();
  const online = useHouse((house) => house.online);
  const holders = (role: Role | null): Player[] => drill.players.filter((player) => player.role === role);
  const unseated = holders(null);
  return (
    <ul className="lobby-seats">
      {seats.map(({ role, title, job }) => {
        const taken = isTaken(role, drill.players, online);
        return (
          <li key={role} className="lobby-seat">
            <div>
              <h3>{title}</h3>
              <p className="muted">{job}</p>
            </div>
            <Holders players={holders(role)} me={me} />
            <Button
              size="sm"
              isPending={pending}
              isDisabled={!me || taken || me.role === role || isOver(drill.phase)}
              aria-label={`${me?.role === role ? 'Yours' : taken ? 'Taken' : 'Take the seat'}: ${title}`}
              onPress={() => void act({ type: 'takeSeat', role })}
            >
              {me?.role === role ? 'Yours' : taken ? 'Taken' : 'Take'}
            </Button>
          </li>
        );
      })}
      <li className="lobby-seat">
        <div>
          <h3>No seat yet</h3>
          <p className="muted">{drill.splitDesk ? 'Sees people, board and clocks.' : 'Acts like operations.'}</p>
        </div>
        <Holders players={unseated} me={me} />
      </li>
    </ul>
  );
}

function Holders({ players, me }: { players: readonly Player[]; me: Player | null }) {
  const online = useHouse((house) => house.online);
  return (
    <ul className="lobby-holders">
      {players.map(({ playerId, name, ready }) => (
        <li key={playerId} title={online.includes(playerId) ? 'here' : 'not connected'}>
          <span aria-hidden className={online.includes(playerId) ? 'ui-tone-ok' : 'muted'}>
            {online.includes(playerId) ? '●' : '○'}
          </span>{' '}
          <span className="lobby-name">
            <bdi>{name}</bdi>
            {playerId === me?.playerId ? ' (you)' : ''}
          </span>
          {ready ? <span className="muted"> · ready</span> : null}
          {online.includes(playerId) ? null : <span className="muted"> · away</span>}
        </li>
      ))}
    </ul>
  );
}
