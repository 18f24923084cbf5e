import { lazy, Suspense } from 'react';
import type { Paper } from '../../../core/protocol/papers.ts';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { MarkRow, rowRef } from '../engines/MarkRow.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { useMarked } from '../Mark.tsx';

const MarkdownText = lazy(() => import('../slos/RunbookText.tsx'));

/** What was decided about the shop, and why. */
export function DecisionsView({ paper: { decisions }, detail }: { paper: Paper<'decisions'>; detail: string }) {
  const marked = useMarked('panel');
  const chosen = decisions.find(({ number }) => number === detail);
  if (decisions.length === 0) return <Empty title="No decision was written down." />;
  return (
    <div className="ev-records">
      <table className="ev-table">
        <tbody>
          {decisions.map(({ number, title }) => (
            <tr key={number} {...marked(rowRef({ tab: 'papers', view: 'decisions', row: number }))}>
              <td className="mono">{number}</td>
              <td>
                <button type="button" className="ev-link" onClick={() => openView('papers', 'decisions', number)}>
                  {title}
                </button>
              </td>
              <td className="ev-row-acts">
                <MarkRow tab="papers" view="decisions" row={number} label={`ADR ${number}: ${title}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen ? (
        <Suspense fallback={<Skeleton width="100%" height={240} />}>
          <article className="papers-text">
            <MarkdownText text={chosen.text} />
          </article>
        </Suspense>
      ) : (
        <p className="muted">Choose a decision to read its reasons and what it costs.</p>
      )}
    </div>
  );
}
