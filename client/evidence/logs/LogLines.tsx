import { useLayoutEffect, useRef, useState } from 'react';
import { type LogLine, sayingOf } from '../../../core/protocol/logs.ts';
import type { LogSearch } from '../../state/log-search.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { liveGameMs } from '../clocks.ts';
import { timeWords } from '../entry-words.ts';
import { LogDetail } from './LogDetail.tsx';
import { levelMark } from './level-words.ts';
import { rowsInSight } from './rows-in-sight.ts';
import { type Tail, useTail } from './use-tail.ts';

const rowHeight = 22;

interface LogLinesProps {
  path: string;
  /** New lines are asked for again and again. */
  follows: boolean;
  /** Said where there is no line. */
  hint: string;
  onPattern: (next: Partial<LogSearch>) => void;
}

/** Lines as they come, newest on top. Scrolled down, or with a line open, the list stands still. */
export function LogLines({ path, follows, hint, onPattern }: LogLinesProps) {
  const [isScrolled, setScrolled] = useState(false);
  const [open, setOpen] = useState<LogLine | null>(null);
  const tail = useTail(path, { isPaused: isScrolled || open !== null, follows });
  const list = useRef<HTMLOListElement>(null);
  const backToNewest = (): void => {
    setOpen(null);
    tail.show();
    list.current?.scrollTo({ top: 0 });
  };
  const { lines, problem } = tail;
  if (lines === null) return problem === null ? <Skeleton width="100%" height={220} /> : <Empty title={problem} />;
  return (
    <>
      <p className="ev-log-state">
        {follows ? (
          <Following waiting={tail.waiting} isStill={isScrolled || open !== null} onNewest={backToNewest} />
        ) : (
          <span className="muted">{lines.length} lines</span>
        )}
        <Since tail={tail} />
      </p>
      {lines.length === 0 ? (
        <Empty title="No line fits these filters." hint={hint} />
      ) : (
        <LogRows ref={list} lines={lines} openId={open?.id ?? null} onOpen={setOpen} onScrolled={setScrolled} gameMsAt={liveGameMs} />
      )}
      {open && <LogDetail line={open} onClose={() => setOpen(null)} onPattern={onPattern} />}
    </>
  );
}

interface FollowingProps {
  /** Lines that came while the list stood still. */
  waiting: number;
  isStill: boolean;
  onNewest: () => void;
}

function Following({ waiting, isStill, onNewest }: FollowingProps) {
  return (
    <>
      <span>{isStill ? '❚❚ standing still' : '● live'}</span>
      <Button size="sm" isDisabled={waiting === 0 && !isStill} onPress={onNewest}>
        {waiting === 0 ? 'Back to the newest' : `${waiting} new – show`}
      </Button>
    </>
  );
}

/** How far back it goes, or what is wrong with what is newer. */
function Since({ tail: { keptSinceMs, problem } }: { tail: Tail }) {
  if (problem !== null) return <span className="ui-tone-warning ev-log-since">▲ {problem}</span>;
  const atMs = keptSinceMs === null ? null : liveGameMs(keptSinceMs);
  return <span className="muted ev-log-since">{atMs === null ? '' : `kept since ${timeWords(atMs)}`}</span>;
}

interface RowsProps {
  ref: React.RefObject<HTMLOListElement | null>;
  lines: readonly LogLine[];
  openId: number | null;
  onOpen: (line: LogLine | null) => void;
  onScrolled: (isScrolled: boolean) => void;
  /** Game time of a moment in Unix milliseconds. */
  gameMsAt: (wallMs: number) => number | null;
}

/** One row for each line; only those in sight are drawn. */
export function LogRows({ ref, lines, openId, onOpen, onScrolled, gameMsAt }: RowsProps) {
  const [sight, setSight] = useState({ scrollTop: 0, height: 400 });
  const look = (): void => {
    const place = ref.current;
    if (!place) return;
    setSight({ scrollTop: place.scrollTop, height: place.clientHeight });
    onScrolled(place.scrollTop > rowHeight / 2);
  };
  useLayoutEffect(() => {
    const place = ref.current;
    if (!place) return;
    const resized = new ResizeObserver(() => setSight({ scrollTop: place.scrollTop, height: place.clientHeight }));
    resized.observe(place);
    return () => resized.disconnect();
  }, [ref]);
  const { first, end } = rowsInSight({ ...sight, rowHeight, count: lines.length });
  return (
    // A long list that scrolls is reached by the keyboard, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <ol ref={ref} className="ev-log" aria-label="Log lines, newest first" tabIndex={0} onScroll={look}>
      <li aria-hidden style={{ height: first * rowHeight }} />
      {lines.slice(first, end).map((line, index) => (
        <li key={line.id} aria-setsize={lines.length} aria-posinset={first + index + 1} className={`ev-log-line ev-log-${line.level}`}>
          <button
            type="button"
            aria-expanded={line.id === openId}
            className={line.id === openId ? 'ev-log-row ev-marked' : 'ev-log-row'}
            onClick={() => onOpen(line.id === openId ? null : line)}
          >
            <time className="mono" title={new Date(line.atMs).toISOString()}>
              {timeWords(gameMsAt(line.atMs))}
            </time>
            <span className="ev-log-level">{levelMark[line.level]}</span>
            <span className="mono muted">{line.slot}</span>
            <span className="ev-log-text">{sayingOf(line)}</span>
          </button>
        </li>
      ))}
      <li aria-hidden style={{ height: (lines.length - end) * rowHeight }} />
    </ol>
  );
}
