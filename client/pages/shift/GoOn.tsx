import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import * as z from 'zod';
import { joinedSchema } from '../../../core/protocol/messages.ts';
import { type ShiftView, type WatchOpened, watchOpenedSchema } from '../../../core/protocol/shifts.ts';
import { postJson, wordsOf } from '../../state/api.ts';
import { identityIn } from '../../state/identities.ts';
import { actAs } from '../../state/socket.ts';
import { notify, useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { whyNotReady } from '../home/home-words.ts';
import { owedIn } from './shift-words.ts';

interface GoOnProps {
  shift: ShiftView;
  /** As whom one goes on. */
  speaker: { key: string | null; isPlayer: boolean };
}

/** Where the shift stands, and the one thing there is to do about it. */
export function GoOn({ shift, speaker }: GoOnProps) {
  if (shift.state === 'over') return <Report shift={shift} />;
  return (
    <Panel title={shift.state === 'running' ? 'On now' : 'Go on'}>
      <div className="shift-go">
        {shift.state === 'running' ? <Running shift={shift} speaker={speaker} /> : <Between shift={shift} speaker={speaker} />}
      </div>
    </Panel>
  );
}

function Running({ shift, speaker }: GoOnProps) {
  const { enter, pending } = useEnter(shift.shiftId, speaker.key);
  const drillId = shift.watches.at(-1)?.drillId ?? '';
  if (identityIn(drillId)) {
    return (
      <>
        <p>You are in this watch. The ledger is told when it has ended.</p>
        <Link to="/drill/$drillId" params={{ drillId }} className="ui-button ui-button-primary ui-button-md home-link">
          To {drillId}
        </Link>
      </>
    );
  }
  if (!shift.mayGoOn) return <p>A pod is in {drillId}. To take part, ask them for the code of its lobby.</p>;
  if (speaker.isPlayer) {
    return (
      <>
        <p>Your pod is in {drillId}. You come in as who you were, in your seat if it is free.</p>
        <Button variant="primary" isPending={pending} onPress={() => void enter('join', joinedSchema, actAs)}>
          Join {drillId}
        </Button>
      </>
    );
  }
  return <ToTheDesk words={`Its lobby and its script are on your desk. The pod finds ${drillId} on this page, too.`} />;
}

function Between({ shift, speaker }: GoOnProps) {
  const { enter, pending } = useEnter(shift.shiftId, speaker.key);
  const reason = whyNotReady(useHouse((house) => house.sandbox));
  const owed = owedIn(shift);
  if (!shift.mayGoOn) return <p>The pod is between two watches. Only they, or the facilitator, go on.</p>;
  if (speaker.isPlayer && owed !== null) {
    return (
      <>
        <p>First say what it was, or skip that. Then the ledger is told, and the shift goes on.</p>
        <Link to="/drill/$drillId/debrief" params={{ drillId: owed }} className="ui-button ui-button-primary ui-button-md home-link">
          To the debrief of {owed}
        </Link>
      </>
    );
  }
  const opened = ({ player }: WatchOpened): void => {
    if (player) actAs(player);
  };
  return (
    <>
      <p>
        The next watch begins in its lobby, with the budgets below as they are left now. Whether it will be quiet is told to nobody; the
        clock stands still until you begin.
      </p>
      <Button
        variant="primary"
        isDisabled={reason !== null}
        isPending={pending}
        onPress={() => void enter('next', watchOpenedSchema, opened)}
      >
        Open the next watch
      </Button>
      <p className="muted shift-reason" role="status">
        {reason ?? '\u00a0'}
      </p>
    </>
  );
}

function ToTheDesk({ words }: { words: string }) {
  return (
    <>
      <p>{words}</p>
      <Link to="/desk" className="ui-button ui-button-primary ui-button-md home-link">
        To the desk
      </Link>
    </>
  );
}

/** Asks for a way into a watch and goes there: a player into the drill, a facilitator to the desk. */
function useEnter(shiftId: string, key: string | null) {
  const [pending, setPending] = useState(false);
  const navigate = useNavigate();
  async function enter<T extends { drillId: string; player?: unknown }>(
    way: 'next' | 'join',
    schema: z.ZodType<T>,
    onEntered: (entered: T) => void,
  ): Promise<void> {
    setPending(true);
    const answer = await postJson(`/api/v1/shifts/${shiftId}/${way}`, {}, { schema, key: key ?? undefined });
    setPending(false);
    if (!answer.ok) return notify(wordsOf(answer));
    onEntered(answer.value);
    if (answer.value.player === null) await navigate({ to: '/desk' });
    else await navigate({ to: '/drill/$drillId', params: { drillId: answer.value.drillId } });
  }
  return { enter, pending };
}

function Report({ shift: { report, watches, budgets } }: { shift: ShiftView }) {
  if (!report) return <Owing watches={watches} />;
  const { wellAtTheEnd, requests, exceptions, belowLine } = report;
  const names = budgets.filter(({ slo }) => belowLine.includes(slo)).map(({ displayName }) => displayName);
  return (
    <Panel title="Report">
      <dl className="shift-report">
        <dt>Users were well at the end of</dt>
        <dd>
          {wellAtTheEnd} of {report.watches} watches
        </dd>
        <dt>Change requests answered as they should have been</dt>
        <dd>{requests.asked === 0 ? 'none came' : `${requests.right} of ${requests.asked}`}</dd>
        <dt>Exceptions below the line</dt>
        <dd>{exceptions === 0 ? 'none' : exceptions}</dd>
        <dt>Budgets below the line at the end</dt>
        <dd>{names.length === 0 ? 'none' : names.join(', ')}</dd>
      </dl>
    </Panel>
  );
}

function Owing({ watches }: { watches: ShiftView['watches'] }) {
  const owed = watches.filter(({ title }) => title === null);
  return (
    <Panel title="Report">
      <div className="shift-go">
        <p>The shift is over. Its report is told once you have said of each watch what it was, or skipped that.</p>
        {owed.map(({ drillId }) => (
          <Link
            key={drillId}
            to="/drill/$drillId/debrief"
            params={{ drillId }}
            className="ui-button ui-button-primary ui-button-md home-link"
          >
            To the debrief of {drillId}
          </Link>
        ))}
      </div>
    </Panel>
  );
}
