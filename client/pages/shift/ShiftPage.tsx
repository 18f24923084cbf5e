import { useEffect } from 'react';
import { type ShiftView, shiftViewSchema } from '../../../core/protocol/shifts.ts';
import { MessagePage, WaitingPage } from '../../app/Message.tsx';
import { Shell } from '../../app/Shell.tsx';
import { clock } from '../../format.ts';
import { wordsOf } from '../../state/api.ts';
import { facilitatorKey, identityIn } from '../../state/identities.ts';
import { useHouse } from '../../state/store.ts';
import { useAfter } from '../../state/use-after.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { Badge } from '../../ui/Badge.tsx';
import { BudgetTable } from './BudgetTable.tsx';
import { GoOn } from './GoOn.tsx';
import { stateWords } from './shift-words.ts';
import { WatchList } from './WatchList.tsx';
import './Shift.css';

/** As whom this browser speaks in a shift: as a player of its newest watch that it was in, else as the facilitator. */
function speakerIn(shift: ShiftView | null): { key: string | null; isPlayer: boolean } {
  const token = shift?.watches.flatMap(({ drillId }) => identityIn(drillId)?.playerToken ?? []).at(-1);
  return token === undefined ? { key: facilitatorKey(), isPlayer: false } : { key: token, isPlayer: true };
}

/** A shift: how it stands, what it has cost the users, and the way on. */
export function ShiftPage({ shiftId }: { shiftId: string }) {
  const path = `/api/v1/shifts/${encodeURIComponent(shiftId)}`;
  const asAnybody = useLoaded(path, shiftViewSchema);
  const speaker = speakerIn(asAnybody.value);
  useEffect(() => {
    document.title = `${shiftId} · Brownout`;
  }, [shiftId]);
  if (!asAnybody.value) {
    const { refused } = asAnybody;
    return refused ? <MessagePage title="This shift cannot be opened">{wordsOf(refused)}</MessagePage> : <WaitingPage />;
  }
  return <SpokenTo key={speaker.key} path={path} speaker={speaker} />;
}

/** The shift as far as the one who asks may know it, read again whenever a watch or the shop changes its state. */
function SpokenTo({ path, speaker }: { path: string; speaker: ReturnType<typeof speakerIn> }) {
  const { value: shift, refused, reload } = useLoaded(path, shiftViewSchema, speaker.key);
  const standing = useHouse(({ drill }) => (drill ? `${drill.drillId} ${drill.phase}` : ''));
  useAfter(standing, reload);
  if (!shift) return refused ? <MessagePage title="This shift cannot be opened">{wordsOf(refused)}</MessagePage> : <WaitingPage />;
  return (
    <Shell wide>
      <div className="shift">
        <Head shift={shift} />
        <div className="shift-top">
          <GoOn shift={shift} speaker={speaker} />
          <WatchList watches={shift.watches} />
        </div>
        <BudgetTable shift={shift} />
      </div>
    </Shell>
  );
}

function Head({ shift: { shiftId, title, briefing, state, playedMs, minutes } }: { shift: ShiftView }) {
  const { tone, words } = stateWords[state];
  return (
    <header className="shift-head">
      <p className="muted">
        <span className="mono">{shiftId}</span> · shift
      </p>
      <h1>{title}</h1>
      <p>{briefing}</p>
      <p>
        <Badge tone={tone}>{words}</Badge>{' '}
        <span className="muted">
          <span className="mono">{clock(playedMs)}</span> played, {minutes} min at most
        </span>
      </p>
    </header>
  );
}
