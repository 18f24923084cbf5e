import { memo } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import { useGameNow } from '../state/game-clock.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { useDeskAct } from './desk-act.ts';
import { dueText, laneOf, type ScriptLine, type ScriptRow } from './lane.ts';

const glyphs: Record<ScriptRow['kind'], string> = { fault: '■', change: '●', message: '✉', request: '⇪' };

/** Past, now and next in the order of the script: a line stays where it is and says how it stands. The drawer is below. */
export function ScriptLane({ desk, isLive }: { desk: Desk; isLive: boolean }) {
  const { lines, drawer } = laneOf(desk, useGameNow());
  const { drillId } = desk;
  return (
    <Panel title="Script" aside={<Counts lines={lines} />} scroll>
      {lines.length === 0 && <Empty title="This scenario has nothing on its timeline." />}
      <ol>
        {lines.map(({ row, when }) => (
          <Line key={row.injectId} {...{ row, when, drillId, isLive }} />
        ))}
      </ol>
      <section className="desk-drawer" aria-label="Drawer">
        <h3 className="muted">Drawer</h3>
        {drawer.length === 0 && <Empty title="This scenario has nothing off its timeline." />}
        <ul>
          {drawer.map((row) => (
            <Line key={row.injectId} row={row} when="next" {...{ drillId, isLive }} />
          ))}
        </ul>
      </section>
    </Panel>
  );
}

/** `3 to come`; once nothing is, that it has run out. */
function Counts({ lines }: { lines: readonly ScriptLine[] }) {
  const toCome = lines.filter(({ row }) => row.state === 'next').length;
  return <span className="muted">{toCome === 0 ? 'has run out' : `${toCome} to come`}</span>;
}

type LineProps = ScriptLine & { drillId: string; isLive: boolean };

/** As high as it will ever be, whether or not there is something to press in it. */
const Line = memo(function Line({ row, when, drillId, isLive }: LineProps) {
  const { act, pending } = useDeskAct(drillId);
  const { injectId, kind, label, detail, state } = row;
  return (
    <li className={`desk-row desk-row-${when} desk-row-${state}`} aria-current={when === 'now' ? 'step' : undefined}>
      <span aria-hidden className={kind === 'fault' ? 'ui-tone-critical' : 'muted'}>
        {glyphs[kind]}
      </span>
      <div>
        <p className="desk-clamped" title={detail}>
          <span className="visually-hidden">
            {kind}, {when}:{' '}
          </span>
          {label}
        </p>
        {kind !== 'message' && <p className="muted desk-detail">{detail}</p>}
        <Due row={row} isNow={when === 'now'} />
      </div>
      <span className="desk-row-acts">
        {state === 'next' && (
          <>
            <Button
              size="sm"
              isPending={pending}
              isDisabled={!isLive}
              aria-label={`Fire now: ${label}`}
              onPress={() => void act({ type: 'fireInject', injectId })}
            >
              Fire
            </Button>
            <Button
              size="sm"
              variant="quiet"
              isPending={pending}
              aria-label={`Skip: ${label}`}
              onPress={() => void act({ type: 'skipInject', injectId })}
            >
              Skip
            </Button>
          </>
        )}
      </span>
    </li>
  );
});

/** The only part of a line that changes every second. */
function Due({ row, isNow }: { row: ScriptRow; isNow: boolean }) {
  const nowMs = useGameNow();
  return (
    <p className="mono muted desk-due">
      {isNow && <b className="desk-now">▸ now</b>} {dueText(row, nowMs)}
    </p>
  );
}
