import type { ReactNode } from 'react';
import type { PaperName } from '../../../core/protocol/papers.ts';
import { MarkRow, rowRef } from '../engines/MarkRow.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { useMarked } from '../Mark.tsx';

export interface PaperRow {
  /** What the view of it is called. */
  id: string;
  /** Before the name, in a column of its own. */
  lead?: string;
  /** What is pressed to read it. */
  name: string;
  isMono?: boolean;
  /** Behind the name, in the same place. */
  note?: ReactNode;
  /** The other columns. */
  cells?: readonly { content: ReactNode; isMono?: boolean }[];
  /** What was seen, for a link to it. */
  label: string;
}

interface PaperTableProps {
  paper: PaperName;
  /** Of the name and the other columns; left out where they speak for themselves. */
  heads?: readonly string[];
  rows: readonly PaperRow[];
  /** What is open; null for nothing. */
  detail: ReactNode;
  /** What a press on a name opens. */
  hint: string;
}

/** What a paper lists, and beside it the one that is read. */
export function PaperTable({ paper, heads = [], rows, detail, hint }: PaperTableProps) {
  const marked = useMarked('panel');
  return (
    <div className="ev-records">
      <table className="ev-table">
        {heads.length > 0 && (
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head}>{head}</th>
              ))}
              <th>
                <span className="visually-hidden">To do</span>
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ id, lead, name, isMono = true, note, cells = [], label }) => (
            <tr key={id} {...marked(rowRef({ tab: 'papers', view: paper, row: id }))}>
              {lead !== undefined && <td className="mono">{lead}</td>}
              <td>
                <button type="button" className={isMono ? 'ev-link mono' : 'ev-link'} onClick={() => openView('papers', paper, id)}>
                  {name}
                </button>{' '}
                {note}
              </td>
              {cells.map((cell, index) => (
                <td key={heads[index + 1] ?? index} className={cell.isMono ? 'mono' : undefined}>
                  {cell.content}
                </td>
              ))}
              <td className="ev-row-acts">
                <MarkRow tab="papers" view={paper} row={id} label={label} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {detail ?? <p className="muted">{hint}</p>}
    </div>
  );
}
