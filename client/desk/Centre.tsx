import { useMemo, useState } from 'react';
import { milestones } from '../../core/drill/values.ts';
import type { Desk } from '../../core/protocol/desk.ts';
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
import { MessageDialog } from './MessageDialog.tsx';
import { FaultDialog } from './OwnInject.tsx';
import { truthOverlay } from './truth-overlay.ts';
import { UserImpact } from './UserImpact.tsx';
import '../evidence/EvidenceArea.css';

/** The truth on the live map, the ledger's own account, and the facilitator's hand on both. */
export function Centre({ desk, stack, isLive }: { desk: Desk; stack: StackView | null; isLive: boolean }) {
  const frame = useHouse((house) => house.frames.at(-1)?.frame ?? null);
  const [component, setComponent] = useState<string | null>(null);
  const overlay = useMemo(() => (stack ? truthOverlay(desk, stack) : {}), [desk, stack]);
  return (
    <div className="desk-centre">
      <p className="desk-truth">
        <b>{desk.truth.component === 'none' ? 'Nothing is wrong' : desk.truth.component}</b>
        <span className="muted">{desk.truth.component === 'none' ? desk.truth.why : desk.truth.mechanism}</span>
      </p>
      <Spread propagation={desk.truth.propagation} />
      <Milestones milestones={desk.milestones} />
      <Unmet unmet={desk.unmet} />
      <div className="desk-map">
        {stack ? (
          <ServiceMap
            stack={stack}
            frame={frame}
            selected={component}
            onSelect={(next) => setComponent(next === component ? null : next)}
            overlay={overlay}
          />
        ) : (
          <Skeleton width="100%" height="100%" />
        )}
      </div>
      <UserImpact desk={desk} />
      <div className="desk-middle">
        <Ledger desk={desk} />
        <Faults desk={desk} isLive={isLive} />
      </div>
      <GoldenSignals component={component} stack={stack} height={116} />
    </div>
  );
}

/** Those that players do not see included. */
function Milestones({ milestones: reached }: { milestones: Desk['milestones'] }) {
  return (
    <ul className="desk-spread" aria-label="Milestones">
      {milestones.flatMap((milestone) => {
        const atMs = reached[milestone];
        return atMs === undefined ? [] : [<li key={milestone}>{`${milestoneNames[milestone]} ${clock(atMs)}`}</li>];
      })}
    </ul>
  );
}

/** What stood against a resolve although users were well. */
function Unmet({ unmet }: { unmet: Desk['unmet'] }) {
  if (unmet.length === 0) return null;
  return (
    <ul className="desk-spread" aria-label="What stood against a resolve">
      {unmet.map(({ atMs, reasons }) => (
        <li key={atMs}>{`${clock(atMs)} resolve taken back: ${reasons.join('; ')}`}</li>
      ))}
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
    <Panel title="What users feel" aside={<span className="muted">the ledger’s own account</span>}>
      <table className="ev-table">
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
