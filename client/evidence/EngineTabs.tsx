import type { SignalFrame } from '../../core/protocol/signals.ts';
import { useSelection } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { Empty } from '../ui/Panel.tsx';
import { LiveChart, useWindow } from './GoldenSignals.tsx';
import { hitSeries, lagSeries, memorySeries } from './signals.ts';

type Partition = SignalFrame['partitions'][number];

/** Consumer groups: who reads which partition, and how far behind. */
export function KafkaTab() {
  const window = useWindow();
  const frame = useHouse((house) => house.frames.at(-1)?.frame ?? null);
  const partitions = (frame?.partitions ?? []).toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)));
  const component = useSelection((selection) => selection.component);
  const most = Math.max(1, ...partitions.map(({ lag }) => lag));
  return (
    <div className="ev-engine">
      <LiveChart
        chart={{ id: 'lag', figure: 'lag', title: 'Consumer lag by group', unit: 'msg', series: lagSeries(window) }}
        atMs={window.atMs}
        height={140}
      />
      {partitions.length === 0 && <Empty title="No consumer group has reported yet." hint="The exporter tells every two seconds." />}
      <table className="ev-table">
        <thead>
          <tr>
            <th>Group</th>
            <th>Topic</th>
            <th>Partition</th>
            <th>Member</th>
            <th>Lag</th>
            <th />
            <th>Oldest waits</th>
          </tr>
        </thead>
        <tbody>
          {partitions.map((partition) => (
            <tr key={orderOf(partition)} className={isOf(component, partition) ? 'ev-marked' : ''}>
              <td>{partition.group}</td>
              <td className="mono muted">{partition.topic}</td>
              <td className="mono">{partition.partition}</td>
              <td className="mono">{partition.member || <span className="muted">nobody</span>}</td>
              <td className="mono ev-number">{partition.lag}</td>
              <td>
                <span className="ev-budget" aria-hidden>
                  <i style={{ width: `${(partition.lag / most) * 100}%` }} />
                </span>
              </td>
              <td className="mono ev-number">{partition.lagSeconds.toFixed(1)} s</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const orderOf = ({ group, topic, partition }: Partition): string => `${group}/${topic}/${String(partition).padStart(3, '0')}`;

/** The chosen service or link is this group's, or this member's. */
function isOf(component: string | null, { group, member }: Partition): boolean {
  const from = component?.split('->')[0];
  return from !== undefined && from !== '' && (from === group || from === member);
}

/** What the cache answers by itself, and how full it is. */
export function CacheTab() {
  const window = useWindow();
  return (
    <div className="ev-engine">
      <LiveChart
        chart={{ id: 'hit', figure: 'hitRatio', title: 'Hit ratio', unit: '%', series: hitSeries(window) }}
        atMs={window.atMs}
        height={150}
      />
      <LiveChart
        chart={{ id: 'memory', figure: 'memory', title: 'Memory', unit: 'MB', series: memorySeries(window) }}
        atMs={window.atMs}
        height={150}
      />
    </div>
  );
}
