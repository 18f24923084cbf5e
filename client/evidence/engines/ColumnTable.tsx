import type { ReactNode } from 'react';

export interface TableColumn {
  head: string;
  /** After the heading, in figures. */
  note?: string;
  /** CSS width; what is left is shared by columns that name none. */
  width?: string;
  isRight?: boolean;
  /** For who listens alone: a bar or the acts of a row need no heading. */
  isHidden?: boolean;
}

interface ColumnTableProps {
  columns: readonly TableColumn[];
  /** Said, not shown. */
  caption?: string;
  /** It follows another table. */
  isSecond?: boolean;
  /** Table bodies. */
  children: ReactNode;
}

/** A table whose columns keep their width, whatever comes into it. */
export function ColumnTable({ columns, caption, isSecond = false, children }: ColumnTableProps) {
  return (
    <table className={`ev-table ev-fixed${isSecond ? ' ev-second' : ''}`}>
      {caption !== undefined && <caption className="visually-hidden">{caption}</caption>}
      <colgroup>
        {columns.map(({ head, width }) => (
          <col key={head} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ head, note, isRight, isHidden }) => (
            <th key={head} className={isRight ? 'ev-right' : undefined}>
              {isHidden ? <span className="visually-hidden">{head}</span> : head}
              {note !== undefined && <span className="mono"> {note}</span>}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}
