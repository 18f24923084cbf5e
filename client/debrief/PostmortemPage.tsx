import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { type PostmortemView, postmortemViewSchema } from '../../core/protocol/debrief.ts';
import { MessagePage, WaitingPage } from '../app/Message.tsx';
import { Shell } from '../app/Shell.tsx';
import { wordsOf } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Notice } from '../ui/Panel.tsx';
import { PromptEditor } from './PromptEditor.tsx';
import { writerKey } from './record-act.ts';
import './DebriefPage.css';

/** The post-mortem as it was drafted from the record, with its questions to answer. */
export function PostmortemPage({ drillId }: { drillId: string }) {
  const { value, refused, reload } = useLoaded(`/api/v1/drills/${drillId}/postmortem`, postmortemViewSchema, writerKey(drillId));
  useEffect(() => {
    document.title = `Post-mortem of ${drillId} · Brownout`;
  }, [drillId]);
  if (!value && refused)
    return (
      <MessagePage title="This post-mortem cannot be opened">
        {wordsOf(refused)}
        {refused.code === 'diagnosis_first' && (
          <>
            {' '}
            <Link to="/drill/$drillId/debrief" params={{ drillId }}>
              Say what it was
            </Link>
          </>
        )}
      </MessagePage>
    );
  if (!value) return <WaitingPage />;
  return (
    <Shell>
      <Document view={value} onSaved={reload} />
    </Shell>
  );
}

function Document({ view, onSaved }: { view: PostmortemView; onSaved: () => Promise<void> }) {
  const { drillId } = view;
  const mayWrite = writerKey(drillId) !== null;
  const prompts = view.sections.flatMap((section) => section.prompts);
  const answered = prompts.filter(({ text }) => text.trim() !== '').length;
  return (
    <article className="postmortem">
      <header className="postmortem-head">
        <p className="muted">
          <Link to="/drill/$drillId/debrief" params={{ drillId }} className="mono">
            {drillId}
          </Link>{' '}
          · post-mortem · {answered} of {prompts.length} questions answered
        </p>
        <h1>{view.title}</h1>
        <p>
          <a className="ui-button ui-button-default ui-button-md home-link" href={`/api/v1/drills/${drillId}/postmortem.md?download`}>
            Download as Markdown
          </a>
        </p>
        {!mayWrite && (
          <Notice tone="info">You can read this. Those who were in the drill, and the facilitator, can answer its questions.</Notice>
        )}
      </header>
      {view.sections.map(({ sectionId, title, markdown, prompts: questions }) => (
        <section key={sectionId} aria-label={title}>
          <h2>{title}</h2>
          <div className="postmortem-text">
            <Markdown remarkPlugins={[remarkGfm]}>{markdown}</Markdown>
          </div>
          {questions.map((prompt) => (
            <PromptEditor key={prompt.promptId} drillId={drillId} prompt={prompt} mayWrite={mayWrite} onSaved={onSaved} />
          ))}
        </section>
      ))}
    </article>
  );
}
