import { Link } from '@tanstack/react-router';
import { Suspense, useDeferredValue, useEffect, useState } from 'react';
import * as z from 'zod';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { homeSchema } from '../../../core/protocol/messages.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { lazyPage } from '../../app/lazy-page.ts';
import { Shell } from '../../app/Shell.tsx';
import { getJson } from '../../state/api.ts';
import { useStack } from '../../state/stack.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Notice, Panel, Skeleton } from '../../ui/Panel.tsx';
import { commCheckWords, mustAnswer } from './comm-check.ts';
import { QrCode } from './lazy-qr-code.ts';
import { SeatList } from './SeatList.tsx';
import { SplitDeskNotice } from './SplitDesk.tsx';
import './LobbyPage.css';

const ServiceMap = lazyPage(() => import('../../evidence/ServiceMap.tsx'), 'ServiceMap');

function useFetched<T>(path: string, schema: z.ZodType<T>): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    void getJson(path, schema).then((answer) => wanted && answer.ok && setValue(answer.value));
    return () => {
      wanted = false;
    };
  }, [path, schema]);
  return value;
}

/** Before the incident: who is here, which seats are taken, what the shop looks like today. */
export function LobbyPage({ drill }: { drill: DrillView }) {
  const identity = useHouse((house) => house.identity);
  const home = useFetched('/api/v1/home', homeSchema);
  const stack = useStack();
  const link = `${home?.lanUrls[0] ?? location.origin}/join/${drill.code}`;
  const me = drill.players.find(({ playerId }) => playerId === identity?.playerId) ?? null;
  return (
    <Shell wide>
      <div className="lobby">
        <header className="lobby-head">
          <div>
            <p className="muted">
              <span className="mono">{drill.drillId}</span> · drill · lobby
              {drill.shiftId !== undefined && (
                <>
                  {' · '}
                  <Link to="/shift/$shiftId" params={{ shiftId: drill.shiftId }}>
                    {drill.shiftId}
                  </Link>
                </>
              )}
            </p>
            <h1>{drill.briefing}</h1>
          </div>
          {drill.code !== '' && <Invite code={drill.code} link={link} />}
        </header>
        {!me && (
          <Notice tone="info">
            You are watching. <a href="/join">Join with the code</a> to take part.
          </Notice>
        )}
        {drill.splitDesk && <SplitDeskNotice />}
        <div className="lobby-columns">
          <Panel title="Seats" aside={<span className="muted">{readyWords(drill)}</span>}>
            <SeatList drill={drill} me={me} />
          </Panel>
          <BeginPanel drill={drill} me={me} />
        </div>
        <ShopToday stack={stack} />
      </div>
    </Shell>
  );
}

function readyWords({ players }: DrillView): string {
  return `${players.filter(({ ready }) => ready).length} of ${players.length} ready`;
}

function Invite({ code, link }: { code: string; link: string }) {
  return (
    <section className="lobby-invite" aria-label="Invite others">
      <div>
        <p className="muted">Others join with the code</p>
        <p className="lobby-code mono">{code}</p>
        <p className="lobby-link">
          <a href={link}>{link}</a> <CopyButton text={link} label="Copy link" />
        </p>
      </div>
      <Suspense fallback={<Skeleton width={108} height={108} />}>
        <QrCode text={link} />
      </Suspense>
    </section>
  );
}

function BeginPanel({ drill, me }: { drill: DrillView; me: DrillView['players'][number] | null }) {
  const { act, pending } = useAct();
  const byFacilitator = drill.openedBy === 'facilitator';
  return (
    <Panel title="Begin">
      <div className="lobby-begin">
        <p className="muted">
          When it begins, the shop’s steady state is proven first, which takes a quarter of a minute. Then the clock starts;{' '}
          {drill.shiftId === undefined ? 'the incident follows' : 'whatever comes, comes'} in its own time.
        </p>
        {me && (
          <Button isPending={pending} aria-pressed={me.ready} onPress={() => void act({ type: 'setReady', ready: !me.ready })}>
            {me.ready ? 'I am not ready after all' : 'I am ready'}
          </Button>
        )}
        <CommCheck drill={drill} me={me} />
        {byFacilitator ? (
          <p>
            <strong>Waiting for the facilitator</strong>, who begins when everybody is ready.
          </p>
        ) : (
          <Button variant="primary" isDisabled={!me} isPending={pending} onPress={() => void act({ type: 'begin' })}>
            Begin
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** Does everybody read this? Anybody in the drill may ask; each answers for themselves. */
function CommCheck({ drill, me }: { drill: DrillView; me: DrillView['players'][number] | null }) {
  const { act, pending } = useAct();
  return (
    <div className="lobby-comms" role="status">
      <span className="muted">Comm check: {commCheckWords(drill)}</span>
      {me && mustAnswer(drill, me.playerId) ? (
        <Button size="sm" variant="primary" isPending={pending} onPress={() => void act({ type: 'answerCommCheck' })}>
          I read you
        </Button>
      ) : (
        <Button size="sm" isDisabled={!me} isPending={pending} onPress={() => void act({ type: 'callCommCheck' })}>
          Ask
        </Button>
      )}
    </div>
  );
}

const papers = [
  { name: 'a-checkout', title: 'How a checkout goes' },
  { name: 'public-api', title: 'Public API (OpenAPI)' },
  { name: 'events', title: 'Events (AsyncAPI)' },
  { name: 'objectives', title: 'Objectives (OpenSLO)' },
];

function ShopToday({ stack }: { stack: StackView | null }) {
  const frame = useDeferredValue(useHouse((house) => house.frames.at(-1)?.frame ?? null));
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <Panel title="The shop today" aside={<span className="muted">live: rate · p95 · errors on every link</span>}>
      <p className="muted">{stack?.summary}</p>
      <p className="lobby-papers">
        {papers.map(({ name, title }) => (
          <a key={name} href={`/api/v1/stack/documents/${name}`} target="_blank" rel="noreferrer">
            {title}
          </a>
        ))}
      </p>
      <div className="lobby-map">
        <Suspense fallback={<Skeleton width="100%" height="100%" />}>
          {stack && <ServiceMap stack={stack} frame={frame} selected={selected} onSelect={setSelected} />}
        </Suspense>
      </div>
    </Panel>
  );
}
