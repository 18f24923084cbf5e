import { memo, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Panel.tsx';
import { ChannelLine } from './channel/ChannelLine.tsx';
import { Composer } from './channel/Composer.tsx';
import { lineFound, useChannelPlace } from './channel/channel-place.ts';
import { type ChannelFilter, channelFilters, drawnLines, linesOf, type ReadLine, readLines } from './channel-lines.ts';
import { useWhyNot } from './may-act.ts';
import './channel/Channel.css';

/** Scrolled up further than this, new lines are announced instead of scrolled to. */
const nearBottomPx = 48;
/** More than a screen of them. */
const firstLines = 40;

/** What people say and, by itself, what happens. */
export const ChannelPanel = memo(function ChannelPanel({ drillId }: { drillId: string }) {
  const all = readLines(useHouse((house) => house.timeline));
  const [filter, setFilter] = useState<ChannelFilter>('all');
  const [drawn, setDrawn] = useState(drawnLines);
  // The newest are there at once when the channel opens, the others as soon as nothing else is to be done.
  const { lines, earlier } = linesOf(all, filter, useDeferredValue(drawn, firstLines));
  const list = useRef<HTMLDivElement>(null);
  const newest = lines.reduce((max, { index }) => Math.max(max, index), -1);
  const { atBottom, seen, follow, onScroll } = useBottom(list, { newest, drawn: lines.length });
  useWanted(list, () => {
    setFilter('all');
    setDrawn(all.length);
  });
  const fresh = atBottom ? 0 : lines.filter(({ index }) => index > seen).length;
  return (
    <div className="war-channel">
      <div className="war-chips" role="group" aria-label="Which lines">
        {channelFilters.map(({ id, title }) => (
          <Chip key={id} isPressed={filter === id} onPress={() => setFilter(id)}>
            {title}
          </Chip>
        ))}
      </div>
      <div className="war-lines" ref={list} onScroll={onScroll} role="log" aria-label="Incident channel" tabIndex={0}>
        {earlier > 0 && (
          <Button size="sm" variant="quiet" onPress={() => setDrawn(drawn + drawnLines)}>
            Show {Math.min(earlier, drawnLines)} earlier lines
          </Button>
        )}
        {lines.length === 0 && <Empty title="Nothing of this sort yet." hint={emptyHint(filter)} />}
        <Lines lines={lines} />
      </div>
      {fresh > 0 && (
        <button type="button" className="war-new-lines" onClick={follow}>
          {fresh} new ↓
        </button>
      )}
      <Composer drillId={drillId} />
    </div>
  );
});

function emptyHint(filter: ChannelFilter): string {
  if (filter === 'pinned') return 'Pin what the record must not lose: press pin at a line, or p while it is in focus.';
  if (filter === 'decisions') return 'Write down what is decided and why: /decide what because why.';
  return 'Alerts, actions, changes and what people write appear here by themselves.';
}

function Lines({ lines }: { lines: readonly ReadLine[] }) {
  const me = useHouse(({ drill, identity }) => drill?.players.find(({ playerId }) => playerId === identity?.playerId)?.name);
  const mayTalk = useWhyNot('talk') === null;
  const mayPin = useWhyNot('talk', { type: 'pinLine' }) === null;
  return (
    <ol>
      {lines.map((line) => (
        <ChannelLine key={line.index} line={line} isOwn={line.from === me} mayTalk={mayTalk} mayPin={mayPin} />
      ))}
    </ol>
  );
}

/** Brings the line that somebody looks for into sight, whatever is filtered or left out. */
function useWanted(list: React.RefObject<HTMLDivElement | null>, showAll: () => void): void {
  const wanted = useChannelPlace((place) => place.wanted);
  useEffect(() => {
    if (wanted === null) return;
    const line = list.current?.querySelector<HTMLElement>(`[data-line="${wanted}"]`);
    if (!line) return showAll();
    line.focus();
    line.scrollIntoView({ block: 'center' });
    lineFound();
  });
}

/** Stays at the newest line unless somebody scrolled up to read; what is new is known by the line itself, for the number drawn is capped. */
function useBottom(list: React.RefObject<HTMLDivElement | null>, { newest, drawn }: { newest: number; drawn: number }) {
  const [atBottom, setAtBottom] = useState(true);
  const [seen, setSeen] = useState(newest);
  // Known at once: what is drawn anew of it comes too late for a line that grows in the same frame.
  const isFollowing = useRef(true);
  const stand = (isAtEnd: boolean): void => {
    isFollowing.current = isAtEnd;
    setAtBottom(isAtEnd);
  };
  const follow = (): void => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
    stand(true);
  };
  useEffect(() => {
    const place = list.current;
    const lines = place?.querySelector('ol');
    if (!place || !lines) return;
    // New lines, and those that get their true height only when they come into sight.
    const observer = new ResizeObserver(() => isFollowing.current && place.scrollTo({ top: place.scrollHeight }));
    observer.observe(lines);
    observer.observe(place);
    return () => observer.disconnect();
  }, [list]);
  useEffect(() => {
    if (atBottom) setSeen((before) => Math.max(before, newest));
  }, [atBottom, newest, drawn]);
  const onScroll = (): void => {
    const place = list.current;
    if (place) stand(place.scrollHeight - place.scrollTop - place.clientHeight < nearBottomPx);
  };
  return { atBottom, seen, follow, onScroll };
}
