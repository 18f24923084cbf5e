import { useState } from 'react';
import { type RecordsPlace, recordsDetail } from '../../../../core/protocol/engine-view.ts';
import type { KafkaRecord, KafkaRecordsPanel } from '../../../../core/protocol/panels-kafka.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty, Notice } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago, bytes } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';
import { PanelState } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';
import { RecordDetails } from './RecordDetails.tsx';

/** Read once, and again when asked to: records must not move under whoever reads them. */
export function RecordList({ place }: { place: RecordsPlace }) {
  const look = usePanel({ kind: 'kafkaRecords', ...place }, false);
  return (
    <PanelState look={look}>
      <Button size="sm" variant="quiet" onPress={look.refresh}>
        Look again
      </Button>
      {look.panel && <RecordsFound panel={look.panel} place={place} />}
    </PanelState>
  );
}

/** The records, and the one that is open. */
export function RecordsFound({ panel: { records, problem }, place }: { panel: KafkaRecordsPanel; place: RecordsPlace }) {
  const [openOffset, setOpen] = useState<number | null>(place.around);
  const open = records.find(({ offset }) => offset === openOffset);
  return (
    <>
      {problem && <Notice tone="warning">{problem}</Notice>}
      {records.length === 0 && problem === null && (
        <Empty title="There is no record in this partition." hint="Look again when something was written." />
      )}
      {records.length > 0 && (
        <div className="ev-records">
          <RecordTable records={records} place={place} openOffset={openOffset} onOpen={setOpen} />
          {open ? <RecordDetails record={open} /> : <p className="muted ev-record">Choose an offset to read the record.</p>}
        </div>
      )}
    </>
  );
}

interface RecordTableProps {
  records: readonly KafkaRecord[];
  place: RecordsPlace;
  openOffset: number | null;
  onOpen: (offset: number | null) => void;
}

function RecordTable({ records, place, openOffset, onOpen }: RecordTableProps) {
  return (
    <ColumnTable
      columns={[
        { head: 'Offset', width: '12%', isRight: true },
        { head: 'Age', width: '10%', isRight: true },
        { head: 'Key', width: '34%' },
        { head: 'Schema', width: '10%' },
        { head: 'Size', width: '12%', isRight: true },
        { head: 'To do', isHidden: true },
      ]}
    >
      <tbody>
        {records.toReversed().map((record) => (
          <Row
            key={record.offset}
            record={record}
            place={place}
            isOpen={record.offset === openOffset}
            onOpen={() => onOpen(record.offset === openOffset ? null : record.offset)}
          />
        ))}
      </tbody>
    </ColumnTable>
  );
}

interface RowProps {
  record: KafkaRecord;
  place: RecordsPlace;
  isOpen: boolean;
  onOpen: () => void;
}

function Row({ record, place: { topic, partition }, isOpen, onOpen }: RowProps) {
  const { offset, agoMs } = record;
  const marked = useMarked('panel');
  const id = recordsDetail({ topic, partition, around: offset });
  const { key, version, size } = shownOf(record);
  const props = marked(rowRef({ tab: 'kafka', view: 'records', detail: id, row: id }));
  return (
    <tr {...props} className={props.className ?? (isOpen ? 'ev-own' : undefined)}>
      <td className="ev-number">
        <button type="button" className="ev-link mono" aria-expanded={isOpen} onClick={onOpen}>
          {offset}
        </button>
      </td>
      <td className="mono ev-number" title={new Date(record.timestampMs).toISOString()}>
        {agoMs < 0 ? `in ${ago(-agoMs)}` : ago(agoMs)}
      </td>
      <td className="mono ev-clip">{key ?? <span className="muted">none</span>}</td>
      <td className="mono">{version ?? <span className="ui-tone-warning">▲ none</span>}</td>
      <td className="mono ev-number">{size}</td>
      <td className="ev-row-acts">
        <MarkRow
          tab="kafka"
          view="records"
          detail={id}
          row={id}
          label={`record ${id}: key ${key ?? 'none'}, schema ${version ?? 'none'}, ${size}`}
        />
      </td>
    </tr>
  );
}

function shownOf({ key, value, headers }: KafkaRecord): { key: string | undefined; version: string | undefined; size: string } {
  return {
    key: key?.text,
    version: headers.find(({ name }) => name === 'schema-version')?.value,
    size: bytes(value?.bytes ?? 0),
  };
}
