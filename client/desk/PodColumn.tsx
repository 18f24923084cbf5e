import { useState } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { clock } from '../format.ts';
import { seatTitle } from '../pages/roles.ts';
import { useGameNow } from '../state/game-clock.ts';
import { useHouse } from '../state/store.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDeskAct } from './desk-act.ts';
import { stuckOf } from './lane.ts';

/** Right column: how the pod is doing, what it thinks and says, and notes for the debrief. */
export function PodColumn({ desk, drill }: { desk: Desk; drill: DrillView }) {
  return (
    <div className="war-column">
      <StuckTimer desk={desk} />
      <Panel title="Pod">
        <ul className="desk-pod">
          {drill.players.length === 0 && <Empty title="Nobody has joined yet." />}
          {drill.players.map(({ playerId, name, role, ready }) => {
            const known = desk.players.find((player) => player.playerId === playerId);
            return (
              <li key={playerId}>
                <span aria-hidden className={known?.online ? 'ui-tone-ok' : 'muted'}>
                  {known?.online ? '●' : '○'}
                </span>
                <span>
                  {name} <small className="muted">{seatTitle(role)}</small>
                </span>
                <span className="mono muted">
                  {drill.phase === 'lobby' ? (ready ? 'ready' : 'not ready') : known?.lastActMs ? clock(known.lastActMs) : '–'}
                </span>
              </li>
            );
          })}
        </ul>
      </Panel>
      <Panel title="Hypotheses">
        {drill.hypotheses.length === 0 && <Empty title="None yet." />}
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

function StuckTimer({ desk }: { desk: Desk }) {
  const nowMs = useGameNow();
  const { level, sinceMs, advice } = stuckOf(desk, nowMs);
  return (
    <Panel
      title="Last act of the pod"
      aside={level === 'calm' ? null : <Badge tone={level === 'ask' ? 'warning' : 'critical'}>{level === 'ask' ? 'quiet' : 'stuck'}</Badge>}
    >
      <p className="desk-stuck mono">{clock(sinceMs)}</p>
      <p className="muted">{desk.lastPodAct ?? 'nothing yet'}</p>
      <p>{advice}</p>
    </Panel>
  );
}

const shownLines = 40;

function Channel() {
  const timeline = useHouse((house) => house.timeline);
  return (
    <Panel title="Channel" scroll>
      <ol className="desk-channel">
        {timeline
          .slice(-shownLines)
          .toReversed()
          .map(({ index, atMs, from, text }) => (
            <li key={index}>
              <span className="mono muted">{atMs < 0 ? `-${clock(-atMs)}` : clock(atMs)}</span>
              <span>
                <b>{from}</b> {text}
              </span>
            </li>
          ))}
      </ol>
    </Panel>
  );
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
