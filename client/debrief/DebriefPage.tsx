import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { isOver } from '../../core/drill/values.ts';
import { type Debrief, debriefSchema } from '../../core/protocol/debrief.ts';
import { type StackView, stackViewSchema } from '../../core/protocol/stack-view.ts';
import { MessagePage, WaitingPage } from '../app/Message.tsx';
import { Shell } from '../app/Shell.tsx';
import { LoadPlanLinks } from '../goal/GoalCard.tsx';
import { ShiftLink } from '../pages/shift/ShiftLink.tsx';
import { wordsOf } from '../state/api.ts';
import { identityIn } from '../state/identities.ts';
import { useHouse } from '../state/store.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Badge } from '../ui/Badge.tsx';
import { Notice, Stat } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ActionsTab, ReviewTab } from './ActionsTab.tsx';
import { CommunicationTab } from './CommunicationTab.tsx';
import { DiagnosisForm } from './DiagnosisForm.tsx';
import { DiagnosisTab } from './DiagnosisTab.tsx';
import { writerKey } from './record-act.ts';
import { Scrubber } from './Scrubber.tsx';
import { StoryTab } from './StoryTab.tsx';
import { recordMarkers } from './scrubber.ts';
import { endOf, figuresOf } from './words.ts';
import './DebriefPage.css';

/** What was: first in the words of those who were there, then the truth, the figures and the story. */
export function DebriefPage({ drillId }: { drillId: string }) {
  const key = writerKey(drillId);
  const { value: debrief, refused, reload } = useLoaded(`/api/v1/drills/${drillId}/debrief`, debriefSchema, key);
  const { value: stack, refused: noStack } = useLoaded('/api/v1/stack', stackViewSchema);
  const mine = identityIn(drillId)?.playerId ?? null;
  const phase = useHouse((house) => (house.drill?.drillId === drillId ? house.drill.phase : null));
  useEffect(() => {
    if (phase !== null && isOver(phase)) void reload();
  }, [phase, reload]);
  useEffect(() => {
    document.title = `Debrief of ${drillId} · Brownout`;
  }, [drillId]);
  if (debrief === null && refused?.code === 'diagnosis_first') {
    if (!stack)
      return noStack ? <MessagePage title="The list of components cannot be read">{wordsOf(noStack)}</MessagePage> : <WaitingPage />;
    return (
      <Shell wide>
        <DiagnosisForm drillId={drillId} stack={stack} onDone={() => void reload()} />
      </Shell>
    );
  }
  if (!debrief) return refused ? <Refusal drillId={drillId} code={refused.code} words={wordsOf(refused)} /> : <WaitingPage />;
  return (
    <Shell wide>
      <Told debrief={debrief} stack={stack} mine={mine} />
    </Shell>
  );
}

function Refusal({ drillId, code, words }: { drillId: string; code: string; words: string }) {
  if (code !== 'wrong_phase') return <MessagePage title="This debrief cannot be opened">{words}</MessagePage>;
  return (
    <MessagePage title="The truth is sealed until the end">
      <p>{drillId} is still being played. Its debrief opens by itself when it ends.</p>
      <Link to="/drill/$drillId" params={{ drillId }}>
        Back to the war room
      </Link>
    </MessagePage>
  );
}

const tabs = [
  { id: 'diagnosis', title: 'Diagnosis' },
  { id: 'story', title: 'Story' },
  { id: 'actions', title: 'Actions' },
  { id: 'communication', title: 'Communication' },
  { id: 'review', title: 'Review' },
];

function Told({ debrief, stack, mine }: { debrief: Debrief; stack: StackView | null; mine: string | null }) {
  const [tab, setTab] = useState('diagnosis');
  const [atMs, setAtMs] = useState(debrief.milestones.paged ?? debrief.liveAtMs ?? 0);
  const markers = useMemo(() => recordMarkers(debrief), [debrief]);
  const move = (next: number): void => {
    setAtMs(next);
    setTab('story');
  };
  return (
    <div className="debrief">
      <Head debrief={debrief} />
      {debrief.liveAtMs !== null && <Scrubber debrief={debrief} atMs={atMs} onMove={move} />}
      <Tabs label="Debrief" items={tabs} value={tab} onChange={setTab}>
        <div className="debrief-tab">
          {tab === 'diagnosis' && <DiagnosisTab debrief={debrief} stack={stack} mine={mine} markers={markers} onMove={move} />}
          {tab === 'story' && <StoryTab debrief={debrief} atMs={atMs} markers={markers} onMove={setAtMs} />}
          {tab === 'actions' && <ActionsTab debrief={debrief} markers={markers} onMove={move} />}
          {tab === 'communication' && <CommunicationTab debrief={debrief} />}
          {tab === 'review' && <ReviewTab debrief={debrief} />}
        </div>
      </Tabs>
    </div>
  );
}

function Head({ debrief }: { debrief: Debrief }) {
  const { title, says, tone } = endOf(debrief);
  const { drillId } = debrief;
  return (
    <header className="debrief-head">
      <div className="debrief-title">
        <p className="muted">
          <span className="mono">{drillId}</span> · debrief · {debrief.scenarioId}, seed <span className="mono">{debrief.seed}</span>
        </p>
        <h1>{debrief.title}</h1>
        <p>
          <Badge tone={tone}>{title}</Badge> {says} {debrief.reason}
        </p>
      </div>
      <div className="debrief-ways">
        <ShiftLink shiftId={debrief.shiftId}>Back to the shift</ShiftLink>
        <Link to="/drill/$drillId/postmortem" params={{ drillId }} className="ui-button ui-button-primary ui-button-md home-link">
          Write the post-mortem
        </Link>
      </div>
      {debrief.goal && <LoadPlanLinks drillId={drillId} />}
      <dl className="debrief-figures">
        {figuresOf(debrief).map(({ label, value, hint }) => (
          <Stat key={label} label={label} value={value} hint={hint} />
        ))}
      </dl>
      {debrief.undo && !debrief.undo.ok && <Notice tone="critical">Left behind in the sandbox: {debrief.undo.remaining.join(', ')}</Notice>}
    </header>
  );
}
