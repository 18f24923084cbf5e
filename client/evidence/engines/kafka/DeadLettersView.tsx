import { recordsDetail } from '../../../../core/protocol/engine-view.ts';
import type { KafkaPanel, KafkaRecord } from '../../../../core/protocol/panels-kafka.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';
import { openView, PanelState } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';

/** Records that consumers put aside, each with why and where it came from. */
export function DeadLettersView({ topics }: { topics: KafkaPanel['topics'] }) {
  const filled = topics.flatMap(({ topic, partitions }) =>
    partitions.filter(({ begin, end }) => end > begin).map(({ partition }) => ({ topic, partition })),
  );
  if (filled.length === 0)
    return <Empty title="No record was put aside." hint="A consumer parks a record here that it cannot handle after some tries." />;
  return (
    <div className="ev-engine-list">
      {filled.map((place) => (
        <Letters key={`${place.topic}/${place.partition}`} {...place} />
      ))}
    </div>
  );
}

const headerOf = (record: KafkaRecord, name: string): string => record.headers.find((header) => header.name === name)?.value ?? '';

function Letters({ topic, partition }: { topic: string; partition: number }) {
  const look = usePanel({ kind: 'kafkaRecords', topic, partition, around: null });
  const marked = useMarked('panel');
  return (
    <section className="ev-engine-part" aria-label={`Dead letters of ${topic}, partition ${partition}`}>
      <PanelState look={look}>
        <ColumnTable
          columns={[
            { head: 'Offset', width: '8%', isRight: true },
            { head: 'Parked', width: '8%', isRight: true },
            { head: 'Came from', width: '24%' },
            { head: 'Key', width: '18%' },
            { head: 'Reason' },
            { head: 'To do', width: '13%', isHidden: true },
          ]}
        >
          <tbody>
            {look.panel?.records.toReversed().map((record) => {
              const from = `${headerOf(record, 'dlq-topic')}/${headerOf(record, 'dlq-partition')}@${headerOf(record, 'dlq-offset')}`;
              const reason = headerOf(record, 'dlq-reason');
              const id = `${topic}/${partition}@${record.offset}`;
              return (
                <tr key={record.offset} {...marked(rowRef({ tab: 'kafka', view: 'dead', row: id }))}>
                  <td className="mono ev-number">{record.offset}</td>
                  <td className="mono ev-number">{ago(record.agoMs)}</td>
                  <td className="mono ev-clip">
                    {from} <span className="muted">by {headerOf(record, 'dlq-group') || 'somebody'}</span>
                  </td>
                  <td className="mono ev-clip">{record.key?.text ?? ''}</td>
                  <td className="ev-clip" title={reason}>
                    {reason}
                  </td>
                  <td className="ev-row-acts">
                    <Button
                      size="sm"
                      variant="quiet"
                      aria-label={`The parked record at offset ${record.offset}`}
                      onPress={() => openView('kafka', 'records', recordsDetail({ topic, partition, around: record.offset }))}
                    >
                      peek
                    </Button>
                    <MarkRow tab="kafka" view="dead" row={id} label={`parked ${from}: ${reason}`} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </ColumnTable>
      </PanelState>
    </section>
  );
}
