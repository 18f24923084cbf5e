import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { milestones } from '../../core/drill/values.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { GoldenSignals } from '../evidence/GoldenSignals.tsx';
import { ServiceMap } from '../evidence/ServiceMap.tsx';
import { clock, percent } from '../format.ts';
import { milestoneNames } from '../milestones.ts';
import { useHouse } from '../state/store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel, Skeleton } from '../ui/Panel.tsx';
import { useDeskAct } from './desk-act.ts';
import { LobbyPanel } from './LobbyPanel.tsx';
import { MessageDialog } from './MessageDialog.tsx';
import { FaultDialog } from './OwnInject.tsx';
import { truthOverlay } from './truth-overlay.ts';
import { UserImpact } from './UserImpact.tsx';
import '../evidence/EvidenceArea.css';

interface CentreProps {
  desk: Desk;
  drill: DrillView;
  stack: StackView | null;
}

/**
 * The truth on the live map, the ledger's own account, and the facilitator's hand on both. Whatever comes during a drill has its place from the
 * beginning on; in the lobby, while users have no account yet, the invitation stands where that will be.
 */
export function Centre({ desk, drill, stack }: CentreProps) {
  const frame = useDeferredValue(useHouse((house) => house.frames.at(-1)?.frame ?? null));
  const [component, setComponent] = useState<string | null>(null);
  const choose = useCallback((next: string) => setComponent((before) => (next === before ? null : next)), []);
  const { truth, faults } = desk;
  const overlay = useMemo(() => (stack ? truthOverlay({ truth, faults }, stack) : {}), [truth, faults, stack]);
  return (
    <div className="desk-centre">
      <p className="desk-truth">
        <b>{truth.component === 'none' ? 'Nothing is wrong' : truth.component}</b>
        <span className="muted">{truth.component === 'none' ? truth.why : truth.mechanism}</span>
      </p>
      <Spread propagation={truth.propagation} />
      <Reached desk={desk} />
      <div className="desk-map">
        {stack ? (
          <ServiceMap stack={stack} frame={frame} selected={component} onSelect={choose} overlay={overlay} />
        ) : (
          <Skeleton width="100%" height="100%" />
        )}
      </div>
      <div className="desk-account">{drill.phase === 'lobby' ? <LobbyPanel desk={desk} drill={drill} /> : <UserImpact desk={desk} />}</div>
      <div className="desk-middle">
        <Ledger desk={desk} />
        <Faults desk={desk} isLive={drill.phase === 'live'} />
      </div>
      <GoldenSignals component={component} stack={stack} height={116} />
    </div>
  );
}

/** What stood against a resolve although users were well, the newest first; then the milestones, those that players do not see included. */
function Reached({ desk: { milestones: reached, unmet } }: { desk: Desk }) {
  return (
    <ul className="desk-spread desk-reached" aria-label="Milestones, and what stood against a resolve" tabIndex={0}>
      {unmet.toReversed().map(({ atMs, reasons }) => (
        <li key={atMs}>{`${clock(atMs)} resolve taken back: ${reasons.join('; ')}`}</li>
      ))}
      {milestones.flatMap((milestone) => {
        const atMs = reached[milestone];
        return atMs === undefined ? [] : [<li key={milestone}>{`${milestoneNames[milestone]} ${clock(atMs)}`}</li>];
      })}
      {Object.keys(reached).length === 0 && <li className="muted">Milestones stand here with their times: users hurt, paged, acked …</li>}
    </ul>
  );
}

/** How it reaches users, numbered as on the map. */
function Spread({ propagation }: { propagation: Desk['truth']['propagation'] }) {
  return (
    <ol className="desk-spread muted">
      {propagation.map(({ from, to, effect }, index) => (
        <li key={from + to}>
          {index + 1}. <span className="mono">{to}</span> {effect}
        </li>
      ))}
    </ol>
  );
}

function Ledger({ desk }: { desk: Desk }) {
  return (
    <Panel title="What users feel" aside={<span className="muted">the ledger’s own account</span>} scroll>
      <table className="ev-table desk-ledger">
        <thead>
          <tr>
            <th>Objective</th>
            <th>Bad, last 10 s</th>
            <th>Bad in all</th>
          </tr>
        </thead>
        <tbody>
          {desk.ledger.map(({ slo, displayName, objective, badShareNow, bad, total }) => (
            <tr key={slo}>
              <td>{displayName}</td>
              <td className="mono">
                {badShareNow !== null && badShareNow > 1 - objective ? (
                  <Badge tone="critical">{percent(badShareNow)}</Badge>
                ) : (
                  percent(badShareNow)
                )}
              </td>
              <td className="mono muted">
                {bad} of {total}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Faults({ desk, isLive }: { desk: Desk; isLive: boolean }) {
  const [open, setOpen] = useState<'message' | 'fault' | null>(null);
  const { act, pending } = useDeskAct(desk.drillId);
  return (
    <Panel
      title="Faults"
      scroll
      aside={
        <span className="desk-own">
          <Button size="sm" onPress={() => setOpen('message')}>
            Message …
          </Button>
          <Button size="sm" isDisabled={!isLive} onPress={() => setOpen('fault')}>
            Fault …
          </Button>
        </span>
      }
    >
      {desk.faults.length === 0 && (
        <Empty title="No fault is on." hint="Those of the script and your own appear here with what became of them." />
      )}
      <ul className="desk-faults">
        {desk.faults.map(({ faultId, label, state }) => (
          <li key={faultId}>
            <Badge tone={state === 'ended' ? 'neutral' : state === 'failed' ? 'warning' : 'critical'}>{state}</Badge>
            <span>{label}</span>
            {state !== 'ended' && state !== 'failed' && (
              <Button
                size="sm"
                variant="quiet"
                isPending={pending}
                isDisabled={!isLive}
                aria-label={`End ${label}`}
                onPress={() => void act({ type: 'endFault', faultId })}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open === 'message' && <MessageDialog desk={desk} onClose={() => setOpen(null)} />}
      {open === 'fault' && <FaultDialog desk={desk} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
