import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { type EvidenceTab, select, useSelection } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { CacheTab, KafkaTab } from './EngineTabs.tsx';
import { ChangesTab, SlosTab, TicketsTab } from './EntryTabs.tsx';
import { GoldenSignals } from './GoldenSignals.tsx';
import { ServiceMap } from './ServiceMap.tsx';
import { TracesTab } from './TracesTab.tsx';
import './EvidenceArea.css';

/** Everything production shows, about one component or about the whole shop. */
export function EvidenceArea({ stack, drillId }: { stack: StackView | null; drillId: string }) {
  const tab = useSelection((selection) => selection.tab);
  const drill = useHouse((house) => house.drill);
  const items = [
    { id: 'map', title: 'Map' },
    { id: 'traces', title: 'Traces' },
    { id: 'changes', title: 'Changes', badge: drill?.changes.length },
    { id: 'tickets', title: 'Tickets', badge: drill?.tickets.length },
    { id: 'slos', title: 'SLOs' },
    { id: 'kafka', title: 'Kafka' },
    { id: 'cache', title: 'Cache' },
  ];
  return (
    <Tabs label="Evidence" items={items} value={tab} onChange={(id) => select({ tab: id as EvidenceTab, entry: null })}>
      <div className="ev-area">
        <Focus />
        <Content tab={tab} drill={drill} drillId={drillId} stack={stack} />
      </div>
    </Tabs>
  );
}

interface ContentProps {
  tab: EvidenceTab;
  drill: DrillView | null;
  drillId: string;
  stack: StackView | null;
}

function Content({ tab, drill, drillId, stack }: ContentProps) {
  switch (tab) {
    case 'map':
      return <MapTab stack={stack} />;
    case 'traces':
      return <TracesTab drillId={drillId} />;
    case 'kafka':
      return <KafkaTab />;
    case 'cache':
      return <CacheTab />;
    case 'changes':
      return drill && <ChangesTab drill={drill} />;
    case 'tickets':
      return drill && <TicketsTab drill={drill} />;
    case 'slos':
      return drill && <SlosTab drill={drill} />;
  }
}

/** What everything below is about. */
function Focus() {
  const component = useSelection((selection) => selection.component);
  return (
    <p className="ev-focus">
      <span className="muted">Looking at</span> <strong className="mono">{component ?? 'the shop as its users meet it'}</strong>
      <Button size="sm" variant="quiet" isDisabled={component === null} onPress={() => select({ component: null })}>
        Whole shop
      </Button>
    </p>
  );
}

function MapTab({ stack }: { stack: StackView | null }) {
  const component = useSelection((selection) => selection.component);
  const frame = useHouse((house) => house.frames.at(-1)?.frame ?? null);
  return (
    <div className="ev-map-tab">
      <div className="ev-map-place">
        {stack ? (
          <ServiceMap
            stack={stack}
            frame={frame}
            selected={component}
            onSelect={(next) => select({ component: next === component || next === 'users' ? null : next, entry: null })}
          />
        ) : (
          <Skeleton width="100%" height="100%" />
        )}
      </div>
      <GoldenSignals component={component} stack={stack} />
    </div>
  );
}
