import { Suspense } from 'react';
import type { Paper } from '../../../core/protocol/papers.ts';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { RunbookText } from '../slos/lazy-runbook-text.ts';
import { PaperTable } from './PaperTable.tsx';

/** What was decided about the shop, and why. */
export function DecisionsView({ paper: { decisions }, detail }: { paper: Paper<'decisions'>; detail: string }) {
  const chosen = decisions.find(({ number }) => number === detail);
  if (decisions.length === 0) return <Empty title="No decision was written down." />;
  return (
    <PaperTable
      paper="decisions"
      rows={decisions.map(({ number, title }) => ({
        id: number,
        lead: number,
        name: title,
        isMono: false,
        label: `ADR ${number}: ${title}`,
      }))}
      detail={chosen ? <DecisionText text={chosen.text} /> : null}
      hint="Choose a decision to read its reasons and what it costs."
    />
  );
}

function DecisionText({ text }: { text: string }) {
  return (
    <Suspense fallback={<Skeleton width="100%" height={240} />}>
      <article className="papers-text">
        <RunbookText text={text} />
      </article>
    </Suspense>
  );
}
