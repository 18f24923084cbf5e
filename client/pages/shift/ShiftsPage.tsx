import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type ShiftCard, type ShiftList, shiftListSchema, watchOpenedSchema } from '../../../core/protocol/shifts.ts';
import { Shell } from '../../app/Shell.tsx';
import { postJson, wordsOf } from '../../state/api.ts';
import { facilitatorKey, rememberedName } from '../../state/identities.ts';
import { actAs } from '../../state/socket.ts';
import { notify, useHouse } from '../../state/store.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Notice, Panel, Skeleton } from '../../ui/Panel.tsx';
import { whyNotReady } from '../home/home-words.ts';
import './Shift.css';

/** Opens the first watch: as its first player, or with the key for a pod. */
function useTake(): { take: (shift: string, key?: string) => void; pending: boolean } {
  const [pending, setPending] = useState(false);
  const navigate = useNavigate();
  const take = async (shift: string, key: string | undefined): Promise<void> => {
    setPending(true);
    const body = { shift, ...(key === undefined ? { playerName: rememberedName() || 'Learner' } : {}) };
    const answer = await postJson('/api/v1/shifts', body, { schema: watchOpenedSchema, key });
    setPending(false);
    if (!answer.ok) return notify(wordsOf(answer));
    const { drillId, player } = answer.value;
    if (!player) return navigate({ to: '/desk' });
    actAs(player);
    await navigate({ to: '/drill/$drillId', params: { drillId } });
  };
  return { take: (shift, key) => void take(shift, key), pending };
}

/** Which shift to take, and those that were taken here. */
export function ShiftsPage() {
  const { value: list, refused } = useLoaded('/api/v1/shifts', shiftListSchema);
  useEffect(() => {
    document.title = 'Shifts · Brownout';
  }, []);
  return (
    <Shell>
      <div className="shift">
        <header className="shift-head">
          <h1>Take a shift</h1>
          <p className="muted">
            Up to half an hour on call, watch after watch. There may be incidents, or none; developers will want to ship things; and
            whatever users lose comes off error budgets that nobody fills up in between.
          </p>
        </header>
        {refused && <Notice tone="warning">{wordsOf(refused)}</Notice>}
        {!refused && <ShiftCards cards={list?.shifts ?? null} />}
        {!refused && <Taken taken={list?.taken ?? null} />}
      </div>
    </Shell>
  );
}

function ShiftCards({ cards }: { cards: readonly ShiftCard[] | null }) {
  const { take, pending } = useTake();
  const reason = whyNotReady(useHouse((house) => house.sandbox));
  const key = facilitatorKey();
  return (
    <Panel title="Shifts">
      {cards?.length === 0 && (
        <Empty
          title="This house has no shifts."
          hint="They are files in scenarios/shifts; the author's guide tells how they are written."
        />
      )}
      <ul className="shift-cards">
        {cards === null &&
          [0, 1].map((index) => (
            <li key={index}>
              <Skeleton width="100%" height={150} />
            </li>
          ))}
        {cards?.map(({ id, title, briefing, minutes }) => (
          <li key={id} className="shift-card">
            <h3>{title}</h3>
            <p>{briefing}</p>
            <p className="muted">{minutes} min at most</p>
            <span className="shift-ways">
              <Button
                size="sm"
                variant="primary"
                isDisabled={reason !== null}
                isPending={pending}
                aria-label={`Take it: ${title}`}
                onPress={() => take(id)}
              >
                Take it
              </Button>
              {key !== null && (
                <Button
                  size="sm"
                  isDisabled={reason !== null}
                  isPending={pending}
                  aria-label={`Open for a pod: ${title}`}
                  onPress={() => take(id, key)}
                >
                  Open for a pod
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted shift-reason" role="status">
        {reason ?? '\u00a0'}
      </p>
    </Panel>
  );
}

function Taken({ taken }: { taken: ShiftList['taken'] | null }) {
  return (
    <Panel title="Taken here">
      {taken === null && <Skeleton width="100%" height={34} />}
      {taken?.length === 0 && <Empty title="No shift has been taken yet." hint="Afterwards its ledger and its report are here." />}
      <ul className="shift-taken">
        {taken?.map(({ shiftId, title, openedAtMs }) => (
          <li key={shiftId}>
            <Link to="/shift/$shiftId" params={{ shiftId }} className="mono">
              {shiftId}
            </Link>
            <span>{title}</span>
            <time className="muted" dateTime={new Date(openedAtMs).toISOString()}>
              {new Date(openedAtMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
