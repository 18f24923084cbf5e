import type { Desk } from '../../core/protocol/desk.ts';
import { useGameNow } from '../state/game-clock.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { useDeskAct } from './desk-act.ts';
import { dueText, laneOf, type ScriptRow } from './lane.ts';

const glyphs: Record<ScriptRow['kind'], string> = { fault: '■', change: '●', message: '✉', request: '⇪' };

/** Past, now and next; the drawer below. */
export function ScriptLane({ desk, isLive }: { desk: Desk; isLive: boolean }) {
  const nowMs = useGameNow();
  const lane = laneOf(desk, nowMs);
  return (
    <Panel title="Script" scroll>
      <Rows title="Past" rows={lane.past} desk={desk} isLive={isLive} empty="Nothing has been fired yet." />
      <Rows title="Now" rows={lane.now} desk={desk} isLive={isLive} empty="Nothing is going on." />
      <Rows title="Next" rows={lane.next} desk={desk} isLive={isLive} empty="The script has run out." />
      <Rows title="Drawer" rows={lane.drawer} desk={desk} isLive={isLive} empty="This scenario has nothing off its timeline." />
    </Panel>
  );
}

function Rows({
  title,
  rows,
  desk,
  isLive,
  empty,
}: {
  title: string;
  rows: readonly ScriptRow[];
  desk: Desk;
  isLive: boolean;
  empty: string;
}) {
  const nowMs = useGameNow();
  const { act, pending } = useDeskAct(desk.drillId);
  return (
    <section className="desk-rows" aria-label={title}>
      <h3 className="muted">{title}</h3>
      {rows.length === 0 && <Empty title={empty} />}
      <ul>
        {rows.map((row) => (
          <li key={row.injectId} className={`desk-row desk-row-${row.state}`}>
            <span aria-hidden className={row.kind === 'fault' ? 'ui-tone-critical' : 'muted'}>
              {glyphs[row.kind]}
            </span>
            <div>
              <p className="desk-clamped" title={row.detail}>
                <span className="visually-hidden">{row.kind}: </span>
                {row.label}
              </p>
              {row.kind !== 'message' && <p className="muted desk-detail">{row.detail}</p>}
              <p className="mono muted desk-due">{dueText(row, nowMs)}</p>
            </div>
            {row.state === 'next' && (
              <span className="desk-row-acts">
                <Button
                  size="sm"
                  isPending={pending}
                  isDisabled={!isLive}
                  aria-label={`Fire now: ${row.label}`}
                  onPress={() => void act({ type: 'fireInject', injectId: row.injectId })}
                >
                  Fire
                </Button>
                <Button
                  size="sm"
                  variant="quiet"
                  isPending={pending}
                  aria-label={`Skip: ${row.label}`}
                  onPress={() => void act({ type: 'skipInject', injectId: row.injectId })}
                >
                  Skip
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
