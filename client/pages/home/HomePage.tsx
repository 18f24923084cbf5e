import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Home, joinedSchema } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { Shell } from '../../app/Shell.tsx';
import { postJson, wordsOf } from '../../state/api.ts';
import { facilitatorKey, identityIn, rememberedName } from '../../state/identities.ts';
import { actAs } from '../../state/socket.ts';
import { notify, useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { SplitDeskChoice } from '../lobby/SplitDesk.tsx';
import { EndedList } from './EndedList.tsx';
import { whyNotReady } from './home-words.ts';
import { type NextPractice, nextPractice, practiceWords } from './next-practice.ts';
import { OwnRecord } from './OwnRecord.tsx';
import { ScenarioCards } from './ScenarioCards.tsx';
import { ShopState } from './ShopState.tsx';
import { useHome } from './use-home.ts';
import { useOwnRecord } from './use-own-record.ts';
import './HomePage.css';

const noDrills: readonly OwnDrill[] = [];

/** Opens a drill and goes there; a refusal is told and nothing changes. */
function useOpenDrill(): {
  open: (request: { practice?: true; lobby?: true; splitDesk?: boolean; scenarioId?: string }) => void;
  opening: boolean;
} {
  const [opening, setOpening] = useState(false);
  const navigate = useNavigate();
  const open = async (request: object): Promise<void> => {
    setOpening(true);
    const answer = await postJson('/api/v1/drills', { ...request, playerName: rememberedName() || 'Learner' }, { schema: joinedSchema });
    setOpening(false);
    if (!answer.ok) return notify(wordsOf(answer));
    actAs(answer.value);
    await navigate({ to: '/drill/$drillId', params: { drillId: answer.value.drillId } });
  };
  return { open: (request) => void open(request), opening };
}

interface Practising {
  played: readonly OwnDrill[];
  practice: NextPractice;
  /** Nobody knows it yet: pressed now, the server would draw any incident, not the first lesson. */
  isAsking: boolean;
}

function usePractice(home: Home | null, problem: string | null): Practising {
  const record = useOwnRecord();
  const played = record ?? noDrills;
  const isAsking = record === null || (home === null && problem === null);
  return { played, practice: nextPractice(home?.scenarios ?? [], played), isAsking };
}

export function HomePage() {
  const { home, problem } = useHome();
  const sandbox = useHouse((house) => house.sandbox);
  const { open, opening } = useOpenDrill();
  const { played, practice, isAsking } = usePractice(home, problem);
  const reason = whyNotReady(sandbox);
  useEffect(() => {
    document.title = 'Brownout';
  }, []);
  return (
    <Shell>
      <div className="home">
        <section className="home-lead">
          <h1>Practise incidents on a shop that is really running</h1>
          <p className="muted">
            Six services, Kafka, Redis and Postgres under load. Something real will break. Find it, stop the harm, say when it is over.
          </p>
          <div className="home-ways">
            <Ways
              practice={practiceWords(practice)}
              isDisabled={reason !== null}
              isAsking={isAsking}
              isPending={opening}
              onLobby={(splitDesk) => open({ lobby: true, splitDesk })}
              onPractise={() => open({ practice: true, ...(practice.scenarioId === null ? {} : { scenarioId: practice.scenarioId }) })}
            />
          </div>
          <Now live={home?.live ?? null} words={problem ?? reason} />
        </section>
        <ShopState sandbox={sandbox} />
        <Lists {...{ home, played, isAsking }} isDisabled={reason !== null || opening} onStart={(scenarioId) => open({ scenarioId })} />
      </div>
    </Shell>
  );
}

/** A live drill says itself why nothing can be started. In a line that is kept for it: nothing below moves when one begins or ends. */
function Now({ live, words }: { live: Home['live']; words: string | null }) {
  return (
    <div className="home-now">
      <p className="muted" role="status">
        {live ? '' : words}
      </p>
      {live && <Resume live={live} />}
    </div>
  );
}

interface ListsProps {
  home: Home | null;
  played: readonly OwnDrill[];
  isAsking: boolean;
  isDisabled: boolean;
  onStart: (scenarioId: string) => void;
}

/** Nobody knows yet how long the first one is, or its cards, which tell what was played: all of it comes at once, or it would be pushed away. */
function Lists({ home, played, isAsking, isDisabled, onStart }: ListsProps) {
  const known = isAsking ? null : home;
  return (
    <>
      <ScenarioCards cards={known?.scenarios ?? null} played={played} isDisabled={isDisabled} onStart={onStart} />
      {known && <OwnRecord drills={played} />}
      {known && <EndedList ended={known.ended} />}
    </>
  );
}

interface WaysProps {
  practice: string;
  isDisabled: boolean;
  isAsking: boolean;
  isPending: boolean;
  onPractise: () => void;
  onLobby: (splitDesk: boolean) => void;
}

function Ways({ practice, isDisabled, isAsking, isPending, onPractise, onLobby }: WaysProps) {
  const [splitDesk, setSplitDesk] = useState(false);
  return (
    <>
      <Way title="Practise now" text={practice}>
        <Button variant="primary" isDisabled={isDisabled || isAsking} isPending={isPending} onPress={onPractise}>
          Practise now
        </Button>
      </Way>
      <Way title="Play with your pod" text="Open a lobby, share the code, take seats, begin together.">
        <SplitDeskChoice isOn={splitDesk} onChange={setSplitDesk} />
        <Button isDisabled={isDisabled} isPending={isPending} onPress={() => onLobby(splitDesk)}>
          Open a lobby
        </Button>
      </Way>
      <Way title="Take a shift" text="Half an hour on call: incidents or none, change requests, one error budget.">
        <Link to="/shift" className="ui-button ui-button-default ui-button-md home-link">
          Choose a shift
        </Link>
      </Way>
      <Way title="Run a game day" text="With the facilitator’s key from the terminal: sheet, script, truth.">
        <Link to="/desk" className="ui-button ui-button-default ui-button-md home-link">
          Go to the desk
        </Link>
      </Way>
    </>
  );
}

function Way({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <article className="home-way">
      <h2>{title}</h2>
      <p className="muted">{text}</p>
      {children}
    </article>
  );
}

function Resume({ live }: { live: NonNullable<Home['live']> }) {
  return (
    <section className="home-resume" aria-label="Live now">
      <span className="muted">Live now</span>
      <strong className="mono">{live.drillId}</strong>
      <span className="muted">
        {live.phase === 'lobby' ? 'in the lobby' : 'running'}, {live.players} {live.players === 1 ? 'person' : 'people'}
      </span>
      <WayBack live={live} />
    </section>
  );
}

/** To where this browser belongs in the live drill. */
function WayBack({ live: { drillId, phase } }: { live: NonNullable<Home['live']> }) {
  if (identityIn(drillId))
    return (
      <Link to="/drill/$drillId" params={{ drillId }} className="ui-button ui-button-primary ui-button-md home-link">
        Back to {phase === 'lobby' ? 'the lobby' : 'the war room'}
      </Link>
    );
  if (facilitatorKey())
    return (
      <Link to="/desk" className="ui-button ui-button-primary ui-button-md home-link">
        Back to the desk
      </Link>
    );
  return (
    <Link to="/join" className="ui-button ui-button-default ui-button-md home-link">
      Join with a code
    </Link>
  );
}
