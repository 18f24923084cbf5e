import { clock } from './format.ts';
import { useWarRoom } from './store.ts';

const statusWords: Record<string, string> = {
  quiet: 'Quiet',
  paged: 'Paged',
  acknowledged: 'Acknowledged',
  declared: 'Declared',
  investigating: 'Investigating',
  mitigating: 'Mitigating',
  monitoring: 'Monitoring',
  resolved: 'Resolved, verifying',
  reopened: 'Reopened',
  ended: 'Ended',
};

export function Header() {
  const drill = useWarRoom((state) => state.drill);
  const connected = useWarRoom((state) => state.connected);
  const paged = drill?.milestones.paged;
  return (
    <header>
      <h1>Brownout</h1>
      {drill && (
        <>
          <span className="incident">{drill.drillId}</span>
          <span className="badge drill">Drill</span>
          <span className={`badge status-${drill.status}`}>
            {drill.phase === 'baseline' ? 'Proving the steady state' : (statusWords[drill.status] ?? drill.status)}
          </span>
          <dl className="clocks">
            <Figure label="Clock" value={`${clock(drill.gameMs)} / ${clock(drill.timeboxMs)}`} />
            <Figure label="Since page" value={paged === undefined ? '–' : clock(drill.gameMs - paged)} />
            <Figure label="Orders lost" value={String(drill.ordersLost)} />
          </dl>
        </>
      )}
      <span className={connected ? 'connection' : 'connection lost'} role="status">
        {connected ? 'live' : 'connection lost, trying again'}
      </span>
    </header>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
