import type { RedisPanel } from '../../../../core/protocol/panels-redis.ts';
import { LiveChart, useWindow } from '../../GoldenSignals.tsx';
import { hitSeries, memorySeries } from '../../signals.ts';
import { PanelState, useEngineView, Views } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';
import { KeysView } from './KeysView.tsx';
import { MemoryView } from './MemoryView.tsx';
import { SlowView } from './SlowView.tsx';

const commands: Record<string, string> = {
  memory: 'redis-cli info stats memory keyspace',
  keys: 'redis-cli --scan | head -1000 | xargs -n1 redis-cli pttl',
  slow: 'redis-cli slowlog get 30',
};

/** What the cache answers by itself, how full it is, what lies in it, and what was slow. */
export function RedisTab() {
  const window = useWindow();
  const { view } = useEngineView('cache', 'memory');
  const look = usePanel({ kind: 'redis' });
  const views = [
    { id: 'memory', title: 'Hits & memory' },
    { id: 'keys', title: 'Keys' },
    { id: 'slow', title: 'Slow log', count: look.panel?.slow.length ?? 0 },
  ];
  return (
    <div className="ev-engine">
      <div className="ev-two">
        <LiveChart
          chart={{ id: 'hit', figure: 'hitRatio', title: 'Hit ratio', unit: '%', series: hitSeries(window) }}
          atMs={window.atMs}
          height={110}
        />
        <LiveChart
          chart={{ id: 'memory', figure: 'memory', title: 'Memory', unit: 'MB', series: memorySeries(window) }}
          atMs={window.atMs}
          height={110}
        />
      </div>
      <Views tab="cache" views={views} current={view} command={commands[view] ?? 'redis-cli info'} />
      <PanelState look={look}>{look.panel && <RedisViewOf view={view} panel={look.panel} />}</PanelState>
    </div>
  );
}

/** What one look tells: keys, what was slow, or hits and memory. */
export function RedisViewOf({ view, panel }: { view: string; panel: RedisPanel }) {
  switch (view) {
    case 'keys':
      return <KeysView sample={panel.sample} all={panel.keys} />;
    case 'slow':
      return <SlowView panel={panel} />;
    default:
      return <MemoryView panel={panel} />;
  }
}
