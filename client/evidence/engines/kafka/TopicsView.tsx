import { recordsDetail } from '../../../../core/protocol/engine-view.ts';
import type { KafkaPanel } from '../../../../core/protocol/panels-kafka.ts';
import { count } from '../../../format.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { perSecond } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';
import { openView } from '../PanelFrame.tsx';

/** What lies in each partition, and how fast it grows: one that grows alone has a hot key. */
export function TopicsView({ panel }: { panel: KafkaPanel }) {
  const marked = useMarked('panel');
  const rows = panel.topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, ...partition })));
  const most = Math.max(1, ...rows.map(({ writtenPerSecond }) => writtenPerSecond ?? 0));
  return (
    <ColumnTable
      columns={[
        { head: 'Topic', width: '28%' },
        { head: 'P', width: '6%' },
        { head: 'Begin', width: '12%', isRight: true },
        { head: 'End', width: '12%', isRight: true },
        { head: 'Records', width: '12%', isRight: true },
        { head: 'Written', width: '10%', isRight: true },
        { head: 'Share of the fastest', width: '12%', isHidden: true },
        { head: 'To do', isHidden: true },
      ]}
    >
      <tbody>
        {rows.map(({ topic, partition, begin, end, writtenPerSecond }) => {
          const id = `${topic}/${partition}`;
          return (
            <tr key={id} {...marked(rowRef({ tab: 'kafka', view: 'topics', row: id }))}>
              <td className="mono">{topic}</td>
              <td className="mono">{partition}</td>
              <td className="mono ev-number">{begin}</td>
              <td className="mono ev-number">{end}</td>
              <td className="mono ev-number">{count(end - begin)}</td>
              <td className="mono ev-number">{perSecond(writtenPerSecond)}</td>
              <td>
                <span className="ev-budget" aria-hidden>
                  <i style={{ width: `${((writtenPerSecond ?? 0) / most) * 100}%` }} />
                </span>
              </td>
              <td className="ev-row-acts">
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={`Newest records of ${topic}, partition ${partition}`}
                  onPress={() => openView('kafka', 'records', recordsDetail({ topic, partition, around: null }))}
                >
                  peek
                </Button>
                <MarkRow
                  tab="kafka"
                  view="topics"
                  row={id}
                  label={`${id}: ${end - begin} records, ${perSecond(writtenPerSecond)} written`}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </ColumnTable>
  );
}
