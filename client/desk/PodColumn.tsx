import { useLayoutEffect, useRef, useState } from 'react';
import { isOver } from '../../core/drill/values.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock, gameTime } from '../format.ts';
import { seatTitle } from '../pages/roles.ts';
import { RequestsDesk } from '../requests/RequestsDesk.tsx';
import { useGameNow } from '../state/game-clock.ts';
import { useHouse } from '../state/store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { Said } from '../ui/Said.tsx';
import { TextField } from '../ui/TextField.tsx';
import { readLines } from '../war-room/channel-lines.ts';
import { useDeskAct } from './desk-act.ts';
import { stuckOf } from './lane.ts';

/** Right column: how the pod is doing, what it thinks and says, and notes for the debrief. */
export function PodColumn({ desk, drill }: { desk: Desk; drill: DrillView }) {
  return (
    <div className="war-column">
      <StuckTimer desk={desk} />
      <Panel title="Pod">
        {drill.players.length === 0 && (
          <Empty title="Nobody has joined yet." hint="Those who join by the code appear here with seat and last act." />
        )}
        <ul className="desk-pod">
          {drill.players.map((player) => (
            <Player key={player.playerId} player={player} desk={desk} phase={drill.phase} />
          ))}
        </ul>
      </Panel>
      <RequestsDesk desk={desk} drill={drill} />
      <Panel title="Hypotheses" scroll>
        {drill.hypotheses.length === 0 && (
          <Empty title="No hypothesis yet." hint="What the pod suspects appears here, with how it was judged." />
        )}
        <ul>
          {drill.hypotheses.toReversed().map(({ hypothesisId, text, by, state, component }) => (
            <li key={hypothesisId} className="desk-hypothesis">
              <Badge tone={state === 'refuted' ? 'neutral' : 'info'}>{state}</Badge> {text} <span className="mono muted">{component}</span>{' '}
              <small className="muted">{by}</small>
            </li>
          ))}
        </ul>
      </Panel>
      <Channel />
      <Notes desk={desk} />
    </div>
  );
}

interface PlayerProps {
  player: DrillView['players'][number];
  desk: Desk;
  phase: DrillView['phase'];
}

function Player({ player: { playerId, name, role, ready }, desk, phase }: PlayerProps) {
  const known = desk.players.find((player) => player.playerId === playerId);
  const isLobby = phase === 'lobby';
  return (
    <li>
      <span aria-hidden className={known?.online ? 'ui-tone-ok' : 'muted'}>
        {known?.online ? '●' : '○'}
      </span>
      <span>
        <bdi>{name}</bdi>
        <span className="visually-hidden">, {known?.online ? 'here' : 'away'},</span> <small className="muted">{seatTitle(role)}</small>
      </span>
      {role !== null && <FreeSeat drillId={desk.drillId} playerId={playerId} name={name} isDisabled={isOver(phase)} />}
      <span className="mono muted">{isLobby ? readyWords(ready) : lastAct(known?.lastActMs)}</span>
    </li>
  );
}

function readyWords(ready: boolean): string {
  return ready ? 'ready' : 'not ready';
}

function lastAct(atMs: number | null | undefined): string {
  return atMs ? clock(atMs) : '–';
}

/** Of somebody who is gone for good, or sits where another should. */
function FreeSeat({ drillId, playerId, name, isDisabled }: { drillId: string; playerId: string; name: string; isDisabled: boolean }) {
  const { act, pending } = useDeskAct(drillId);
  return (
    <Button
      size="sm"
      variant="quiet"
      isPending={pending}
      isDisabled={isDisabled}
      aria-label={`Free seat: ${name}`}
      onPress={() => void act({ type: 'freeSeat', playerId })}
    >
      Free seat
    </Button>
  );
}

function StuckTimer({ desk }: { desk: Desk }) {
  const nowMs = useGameNow();
  const { level, sinceMs, advice } = stuckOf(desk, nowMs);
  return (
    <Panel
      title="Last act of the pod"
      aside={level === 'calm' ? null : <Badge tone={level === 'ask' ? 'warning' : 'critical'}>{level === 'ask' ? 'quiet' : 'stuck'}</Badge>}
    >
      <p className="desk-stuck mono">{clock(sinceMs)}</p>
      <p className="muted desk-last-act" title={desk.lastPodAct ?? ''}>
        {desk.lastPodAct ?? 'nothing yet'}
      </p>
      <p className="desk-advice">{advice}</p>
    </Panel>
  );
}

/** The newest so many, and up to so many more: left out in one go, not one for each that comes. */
const shownLines = 60;
const nearEndPx = 48;

/** The newest at its end, as in the room. */
function Channel() {
  const lines = readLines(useHouse((house) => house.timeline));
  const first = Math.max(0, Math.floor(lines.length / shownLines) - 1) * shownLines;
  const list = useRef<HTMLOListElement>(null);
  useStayAtEnd(list, lines.length);
  return (
    <Panel title="Channel" scroll>
      {lines.length === 0 && <Empty title="Nobody has written yet." />}
      <ol className="desk-channel" ref={list}>
        {lines.slice(first).map(({ index, atMs, from, text }) => (
          <li key={index}>
            <span className="mono muted">{gameTime(atMs)}</span>
            <span>
              <Said from={from} text={text} />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Before it is painted, so that nothing is seen to move; whoever has scrolled up to read stays there. */
function useStayAtEnd(list: React.RefObject<HTMLElement | null>, lines: number): void {
  const heightBefore = useRef(0);
  useLayoutEffect(() => {
    const place = list.current?.parentElement;
    if (!place) return;
    const wasAtEnd = heightBefore.current - place.scrollTop - place.clientHeight < nearEndPx;
    heightBefore.current = place.scrollHeight;
    if (wasAtEnd) place.scrollTop = place.scrollHeight;
  }, [list, lines]);
}

function Notes({ desk }: { desk: Desk }) {
  const [text, setText] = useState('');
  const { act, pending } = useDeskAct(desk.drillId);
  const add = async (): Promise<void> => {
    if (await act({ type: 'addFacilitatorNote', text: text.trim() })) setText('');
  };
  return (
    <Panel title="Notes" aside={<span className="muted">private until the debrief</span>}>
      <TextField
        label="Note"
        isHiddenLabel
        multiline
        rows={2}
        maxLength={2000}
        value={text}
        onChange={setText}
        placeholder="What you want to talk about afterwards"
      />
      <p className="desk-note-add">
        <Button size="sm" isPending={pending} isDisabled={text.trim() === ''} onPress={() => void add()}>
          Add the note
        </Button>
      </p>
      <ul className="desk-notes">
        {desk.notes.toReversed().map(({ noteId, atMs, text: note }) => (
          <li key={noteId}>
            <span className="mono muted">{clock(atMs)}</span> {note}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
