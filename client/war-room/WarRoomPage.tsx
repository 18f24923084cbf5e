import { memo, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Panel as Column, Group, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { NoticeBar } from '../app/Shell.tsx';
import { useSelection } from '../state/selection.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Tabs } from '../ui/Tabs.tsx';
import { Actions } from './Actions.tsx';
import { unacknowledgedPages } from './alert-order.ts';
import { Banner } from './Banner.tsx';
import { BoardPanel } from './BoardPanel.tsx';
import { ChannelPanel } from './ChannelPanel.tsx';
import { openRoomTab, roomTabs, useChannelPlace } from './channel/channel-place.ts';
import { PublicPagePanel } from './communication/PublicPagePanel.tsx';
import { Dialogs } from './Dialogs.tsx';
import { Header } from './Header.tsx';
import { PodPanel } from './PodPanel.tsx';
import { Centre, LeftColumn } from './split/SplitColumns.tsx';
import { TasksPanel } from './tasks/TasksPanel.tsx';
import { tasksBadge } from './tasks/task-words.ts';
import { useKeys } from './use-keys.ts';
import './WarRoomPage.css';

/** Below this the columns become tabs. */
const wideQuery = '(min-width: 1100px)';

/**
 * The room of an incident: alerts, evidence, people, actions. Twice a second something is told of it; drawing that gives way to whatever is
 * pressed or typed meanwhile.
 */
export function WarRoomPage() {
  const drill = useDeferredValue(useHouse((house) => house.drill));
  return drill && <Room drill={drill} />;
}

const Room = memo(function Room({ drill }: { drill: DrillView }) {
  const stack = useStack();
  const isWide = useMedia(wideQuery);
  const isConnected = useHouse((house) => house.connected);
  useKeys();
  const pages = unacknowledgedPages(drill.alerts).length;
  useEffect(() => {
    document.title = `${pages > 0 ? `(${pages}) ` : ''}${drill.drillId} · Brownout`;
  }, [pages, drill.drillId]);
  return (
    <div className={isConnected ? 'war' : 'war war-lost'}>
      <h1 className="visually-hidden">War room of {drill.drillId}</h1>
      <Header drill={drill} />
      <Banner drill={drill} />
      <main className="war-main">{isWide ? <Columns drill={drill} stack={stack} /> : <Stacked drill={drill} stack={stack} />}</main>
      {drill.sees.telemetry && <Actions drill={drill} />}
      <Dialogs drill={drill} stack={stack} />
      <NoticeBar />
    </div>
  );
});

interface RoomProps {
  drill: DrillView;
  stack: StackView | null;
}

function Columns({ drill, stack }: RoomProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: 'brownout.war-room' });
  return (
    <Group className="war-columns" defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged}>
      <Column id="alerts" defaultSize="19" minSize="14">
        <LeftColumn drill={drill} />
      </Column>
      <Separator className="war-splitter" />
      <Column id="evidence" defaultSize="57" minSize="35">
        <Centre drill={drill} stack={stack} />
      </Column>
      <Separator className="war-splitter" />
      <Column id="room" defaultSize="24" minSize="16">
        <RoomTabs drill={drill} />
      </Column>
    </Group>
  );
}

function RoomTabs({ drill }: { drill: DrillView }) {
  const tab = useChannelPlace((place) => place.tab);
  const items = useRoomItems(drill);
  return (
    <Tabs label="Room" items={items} value={tab} onChange={openTab}>
      {tab === 'channel' && <ChannelPanel drillId={drill.drillId} />}
      {tab === 'board' && <BoardPanel drill={drill} />}
      {tab === 'tasks' && <TasksPanel drill={drill} />}
      {tab === 'pod' && <PodPanel drill={drill} />}
      {tab === 'world' && (
        <div className="war-world">
          <PublicPagePanel drill={drill} />
        </div>
      )}
    </Tabs>
  );
}

const openTab = (id: string): void => openRoomTab(roomTabs.find((each) => each === id) ?? 'channel');

function useRoomItems({ hypotheses: { length: hypotheses }, tasks, gameMs }: DrillView) {
  const online = useHouse((house) => house.online.length);
  const badge = tasksBadge(tasks, gameMs);
  return useMemo(
    () => [
      { id: 'channel', title: 'Channel' },
      { id: 'board', title: 'Board', badge: hypotheses },
      { id: 'tasks', title: 'Tasks', badge },
      { id: 'pod', title: 'Pod', badge: online },
      { id: 'world', title: 'World' },
    ],
    [hypotheses, badge, online],
  );
}

/**
 * Small screens: one thing at a time; alerts and channel first. The evidence, which takes long to draw, comes after its tab is marked; what a
 * key leads to is there at once.
 */
function Stacked({ drill, stack }: RoomProps) {
  const [tab, setTab] = useState('alerts');
  const deferred = useDeferredValue(tab);
  const shown = tab === 'evidence' ? deferred : tab;
  useBroughtInFront(setTab);
  const items = useStackedItems(drill);
  return (
    <div className="war-stacked">
      <Tabs label="War room" items={items} value={tab} onChange={setTab} contentKey={shown}>
        {shown === 'alerts' && <LeftColumn drill={drill} />}
        {shown === 'evidence' && <Centre drill={drill} stack={stack} />}
        {shown === 'room' && <RoomTabs drill={drill} />}
      </Tabs>
    </div>
  );
}

function useStackedItems({ alerts, sees }: DrillView) {
  const firing = alerts.filter(({ state }) => state === 'firing').length;
  const centre = centreTitle(sees);
  return useMemo(
    () => [
      { id: 'alerts', title: 'Alerts', badge: firing },
      { id: 'evidence', title: centre },
      { id: 'room', title: 'Room' },
    ],
    [firing, centre],
  );
}

/** What lies on this desk. */
function centreTitle({ telemetry, voices }: DrillView['sees']): string {
  if (telemetry) return 'Evidence';
  return voices ? 'World' : 'Board';
}

/** Whatever is asked for elsewhere, by a key, an alert, a line, the palette, comes in front. */
function useBroughtInFront(show: (tab: 'evidence' | 'room') => void): void {
  useEffect(() => {
    const ends = [
      useSelection.subscribe(() => show('evidence')),
      useChannelPlace.subscribe(({ asked }, before) => asked !== before.asked && show('room')),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [show]);
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = (): void => setMatches(list.matches);
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, [query]);
  return matches;
}
