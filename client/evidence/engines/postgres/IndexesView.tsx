import type { PostgresIndex, PostgresPanel, PostgresTable } from '../../../../core/protocol/panels-postgres.ts';
import { count } from '../../../format.ts';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { bytes, missesIndex, perSecond } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

/** Tables with what is read without an index, and under each its indexes with their use. */
export function IndexesView({ panel: { tables, indexes } }: { panel: PostgresPanel }) {
  return (
    <ColumnTable
      columns={[
        { head: 'Table, index', width: '26%' },
        { head: 'Columns' },
        { head: 'Size', width: '10%', isRight: true },
        { head: 'Rows', width: '10%', isRight: true },
        { head: 'Scans', width: '12%', isRight: true },
        { head: 'Rate', width: '12%', isRight: true },
        { head: 'To do', width: '64px', isHidden: true },
      ]}
    >
      {tables.map((table) => (
        <tbody key={table.table}>
          <TableRow table={table} />
          {indexes
            .filter((index) => index.table === table.table)
            .map((index) => (
              <IndexRow key={index.index} index={index} />
            ))}
        </tbody>
      ))}
    </ColumnTable>
  );
}

function TableRow({ table }: { table: PostgresTable }) {
  const { table: name, rows, deadRows, bytes: size, seqScans, seqRowsPerSecond } = table;
  const marked = useMarked('panel');
  const isMuch = missesIndex(table);
  return (
    <tr {...marked(rowRef({ tab: 'postgres', view: 'indexes', row: name }))}>
      <td className="mono">
        <strong>{name}</strong>
      </td>
      <td className="muted">{deadRows > 0 ? `${count(deadRows)} dead rows` : ''}</td>
      <td className="mono ev-number">{bytes(size)}</td>
      <td className="mono ev-number">{count(rows)}</td>
      <td className="mono ev-number">{count(seqScans)} seq</td>
      <td className={`mono ev-number${isMuch ? ' ui-tone-critical' : ''}`} title="Rows read by sequential scans">
        {isMuch && '■ '}
        {perSecond(seqRowsPerSecond)}
      </td>
      <td className="ev-row-acts">
        <MarkRow
          tab="postgres"
          view="indexes"
          row={name}
          label={`${name}: ${count(rows)} rows, ${count(seqScans)} sequential scans, ${perSecond(seqRowsPerSecond)} rows read by them`}
        />
      </td>
    </tr>
  );
}

function IndexRow({ index }: { index: PostgresIndex }) {
  const { index: name, columns, bytes: size, scans, scansPerSecond, isValid, isUnique } = index;
  const marked = useMarked('panel');
  return (
    <tr {...marked(rowRef({ tab: 'postgres', view: 'indexes', row: name }))}>
      <td className="mono ev-index">{name}</td>
      <td className="ev-clip">
        {!isValid && <span className="ui-tone-critical">■ invalid </span>}
        {isUnique && <span className="muted">unique </span>}
        <span className="mono">{columns}</span>
      </td>
      <td className="mono ev-number">{bytes(size)}</td>
      <td />
      <td className="mono ev-number">{count(scans)}</td>
      <td className="mono ev-number" title="Scans of the index">
        {perSecond(scansPerSecond)}
      </td>
      <td className="ev-row-acts">
        <MarkRow
          tab="postgres"
          view="indexes"
          row={name}
          label={`index ${name} (${columns}): ${isValid ? 'valid' : 'invalid'}, ${count(scans)} scans, ${perSecond(scansPerSecond)}`}
        />
      </td>
    </tr>
  );
}
