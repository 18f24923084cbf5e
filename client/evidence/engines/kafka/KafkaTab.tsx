import { type RecordsPlace, readRecordsPlace } from '../../../../core/protocol/engine-view.ts';
import type { KafkaPanel } from '../../../../core/protocol/panels-kafka.ts';
import { LiveChart, useWindow } from '../../GoldenSignals.tsx';
import { lagSeries } from '../../signals.ts';
import { PanelState, useEngineView, Views } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';
import { DeadLettersView } from './DeadLettersView.tsx';
import { GroupsView } from './GroupsView.tsx';
import { RecordsView } from './RecordsView.tsx';
import { TopicsView } from './TopicsView.tsx';

const broker = '--bootstrap-server localhost:9092';
const deadLetters = /\.dlq$/;
/** Views that look for records by themselves, and tell when they did. */
const ofRecords: readonly string[] = ['records', 'dead'];

/** Consumer groups, topics and records: who reads what, how far behind, and what lies where. */
export function KafkaTab() {
  const window = useWindow();
  const { view, detail } = useEngineView('kafka', 'groups');
  const look = usePanel({ kind: 'kafka' });
  const parked = parkedIn(look.panel);
  const views = [
    { id: 'groups', title: 'Groups' },
    { id: 'topics', title: 'Topics' },
    { id: 'records', title: 'Records' },
    { id: 'dead', title: 'Dead letters', count: parked },
  ];
  return (
    <div className="ev-engine">
      <LiveChart
        chart={{ id: 'lag', figure: 'lag', title: 'Consumer lag by group', unit: 'msg', series: lagSeries(window) }}
        atMs={window.atMs}
        height={110}
      />
      <Views tab="kafka" views={views} current={view} command={commandOf(view, detail, look.panel)} />
      <PanelState look={look} hasAge={!ofRecords.includes(view)}>
        {look.panel && <View view={view} detail={detail} panel={look.panel} />}
      </PanelState>
    </div>
  );
}

function View({ view, detail, panel }: { view: string; detail: string; panel: KafkaPanel }) {
  switch (view) {
    case 'records':
      return <RecordsView panel={panel} detail={detail} />;
    case 'dead':
      return <DeadLettersView topics={panel.topics.filter(({ topic }) => deadLetters.test(topic))} />;
    default:
      return <KafkaViewOf view={view} panel={panel} />;
  }
}

/** What one look tells: groups, or topics. */
export function KafkaViewOf({ view, panel }: { view: string; panel: KafkaPanel }) {
  return view === 'topics' ? <TopicsView panel={panel} /> : <GroupsView panel={panel} />;
}

function parkedIn(panel: KafkaPanel | null): number {
  const partitions = panel?.topics.filter(({ topic }) => deadLetters.test(topic)).flatMap(({ partitions: all }) => all) ?? [];
  return partitions.reduce((sum, { begin, end }) => sum + end - begin, 0);
}

function commandOf(view: string, detail: string, panel: KafkaPanel | null): string {
  if (view === 'topics') return `kafka-get-offsets.sh ${broker}`;
  if (view === 'groups') return `kafka-consumer-groups.sh ${broker} --describe --all-groups`;
  const topics = panel?.topics.map(({ topic }) => topic) ?? [];
  if (view === 'dead') return readCommand({ ...newest, topic: topics.find((topic) => deadLetters.test(topic)) ?? 'orders.placed.dlq' });
  return readCommand(readRecordsPlace(detail) ?? { ...newest, topic: topics[0] ?? 'topic' });
}

const newest = { partition: 0, around: null };

function readCommand({ topic, partition, around }: RecordsPlace): string {
  return `kcat -b localhost:9092 -C -t ${topic} -p ${partition} -o ${around ?? -20} -c 20 -f '%o %T %k %h %s\\n'`;
}
