import { Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { type EvidenceTab, select, useSelection } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { OtherDesk } from '../war-room/split/OtherDesk.tsx';
import { ChangesTab } from './ChangesTab.tsx';
import { timeWords } from './entry-words.ts';
import { GoldenSignals } from './GoldenSignals.tsx';
import { fetchTabsWhenIdle, Kafka, Logs, Metrics, Papers, Postgres, Profiles, Redis, Slos, Traces } from './lazy-tabs.ts';
import { onMap } from './on-map.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import { ServiceMap } from './ServiceMap.tsx';
import { Runbook } from './slos/Runbook.tsx';
import { TicketsTab } from './TicketsTab.tsx';
import './EvidenceArea.css';
import './engines/Engines.css';
import './logs/LogsTab.css';
import './metrics/MetricsTab.css';
import './profile/ProfilesTab.css';
import './slos/SlosTab.css';
import './traces/TracesTab.css';

/** Tabs that have figures of their own and need the room. */
const wholeTabs: readonly EvidenceTab[] = ['profiles', 'kafka', 'cache', 'postgres', 'papers'];

/**
 * Everything production shows, about one component or about the whole shop. A tab that is pressed is marked at once; what takes longer to draw,
 * its content and the charts, follows, and gives way to whatever else is pressed meanwhile.
 */
export function EvidenceArea({ stack, drill }: { stack: StackView | null; drill: DrillView }) {
  const tab = useSelection((selection) => selection.tab);
  const shown = useDeferredValue(tab);
  const component = useSelection((selection) => selection.component);
  const runbook = useSelection((selection) => selection.runbook);
  const [hasCharts, setCharts] = useRemembered('brownout.charts');
  const isWhole = wholeTabs.includes(shown);
  const items = useItems(drill);
  useEffect(fetchTabsWhenIdle, []);
  return (
    <Tabs label="Evidence" items={items} value={tab} onChange={openTab} contentKey="evidence">
      <div className="ev-area">
        <Focus hasCharts={hasCharts} onCharts={isWhole ? null : setCharts} />
        <div className="ev-beside">
          <div className="ev-content" key={shown} aria-busy={shown !== tab}>
            <Suspense fallback={<Skeleton width="100%" height={240} />}>
              <Content tab={shown} drill={drill} stack={stack} />
            </Suspense>
          </div>
          {runbook !== null && <Runbook name={runbook} />}
        </div>
        {hasCharts && !isWhole && <GoldenSignals component={component} stack={stack} />}
        <SelectionPanel drill={drill} />
      </div>
    </Tabs>
  );
}

const openTab = (id: string): void => select({ tab: id as EvidenceTab, entry: null });

function useItems({ changes: { length: changes }, tickets: { length: tickets } }: DrillView) {
  return useMemo(
    () => [
      { id: 'map', title: 'Map' },
      { id: 'metrics', title: 'Metrics' },
      { id: 'traces', title: 'Traces' },
      { id: 'logs', title: 'Logs' },
      { id: 'profiles', title: 'Profiles' },
      { id: 'changes', title: 'Changes', badge: changes },
      { id: 'tickets', title: 'Tickets', badge: tickets },
      { id: 'slos', title: 'SLOs' },
      { id: 'kafka', title: 'Kafka' },
      { id: 'cache', title: 'Redis' },
      { id: 'postgres', title: 'Postgres' },
      { id: 'papers', title: 'Papers' },
    ],
    [changes, tickets],
  );
}

/** Open unless it was closed in this browser. */
function useRemembered(key: string): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(key) !== 'closed');
  const remember = (next: boolean): void => {
    localStorage.setItem(key, next ? 'open' : 'closed');
    setOpen(next);
  };
  return [isOpen, remember];
}

interface ContentProps {
  tab: EvidenceTab;
  drill: DrillView;
  stack: StackView | null;
}

function Content({ tab, drill, stack }: ContentProps) {
  const { drillId } = drill;
  switch (tab) {
    case 'map':
      return <MapTab stack={stack} />;
    case 'metrics':
      return <Metrics drillId={drillId} />;
    case 'traces':
      return <Traces drillId={drillId} />;
    case 'logs':
      return <Logs drillId={drillId} />;
    case 'kafka':
      return <Kafka />;
    case 'cache':
      return <Redis />;
    case 'postgres':
      return <Postgres />;
    case 'papers':
      return <Papers />;
    case 'profiles':
      return <Profiles drillId={drillId} />;
    case 'changes':
      return <ChangesTab drill={drill} />;
    case 'tickets':
      return drill.sees.voices ? <TicketsTab drill={drill} /> : <OtherDesk drill={drill} part="voices" title="Tickets" />;
    case 'slos':
      return <Slos drill={drill} />;
  }
}

/** What everything below is about, and at which moment. */
function Focus({ hasCharts, onCharts }: { hasCharts: boolean; onCharts: ((isOpen: boolean) => void) | null }) {
  const component = useSelection((selection) => selection.component);
  const atMs = useSelection((selection) => selection.atMs);
  return (
    <p className="ev-focus">
      <span className="muted">Looking at</span> <strong className="mono">{component ?? 'the shop as its users meet it'}</strong>
      <Button size="sm" variant="quiet" isDisabled={component === null} onPress={() => select({ component: null })}>
        Whole shop
      </Button>
      <span className="ev-focus-end">
        <span className="muted">at</span>{' '}
        {atMs === null ? (
          <span className="ev-moment">now</span>
        ) : (
          <button type="button" className="ev-moment ev-moment-picked mono" onClick={() => select({ atMs: null, figure: null })}>
            {timeWords(atMs)} <span aria-hidden>✕</span>
            <span className="visually-hidden">, back to now</span>
          </button>
        )}
        {onCharts && (
          <Button size="sm" variant="quiet" aria-pressed={hasCharts} onPress={() => onCharts(!hasCharts)}>
            {hasCharts ? 'Hide charts' : 'Show charts'}
          </Button>
        )}
      </span>
    </p>
  );
}

function MapTab({ stack }: { stack: StackView | null }) {
  const component = useSelection((selection) => selection.component);
  const frame = useDeferredValue(useHouse((house) => house.frames.at(-1)?.frame ?? null));
  const selected = component && stack && onMap(component, stack);
  const choose = useCallback(
    (next: string) => select({ component: next === selected || next === 'users' ? null : next, entry: null }),
    [selected],
  );
  if (!stack) return <Skeleton width="100%" height="100%" />;
  return (
    <div className="ev-map-place">
      <ServiceMap stack={stack} frame={frame} selected={selected} onSelect={choose} />
    </div>
  );
}
