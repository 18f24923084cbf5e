import { useMemo } from 'react';
import { logLevels } from '../../../core/protocol/logs.ts';
import type { LogSearch } from '../../state/log-search.ts';
import { select, useSelection } from '../../state/selection.ts';
import { useStack } from '../../state/stack.ts';
import { useHouse } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { logPartsOf } from '../cite.ts';
import { wallMsOf } from '../clocks.ts';
import { timeWords } from '../entry-words.ts';
import { LogLines } from './LogLines.tsx';
import { LogPatterns } from './LogPatterns.tsx';
import { aroundWidthMs, emptyHint, type LogQueryParts, logQuery } from './log-query.ts';
import './LogsTab.css';

const levels = [
  { id: 'info', label: 'all levels' },
  { id: 'warn', label: 'warnings and errors' },
  { id: 'error', label: 'errors' },
];
const longestText = 100;

/** What the services of the shop say: as lines that come in, or by their patterns. A line leads to its trace, a trace to its lines. */
export function LogsTab({ drillId }: { drillId: string }) {
  const search = useSelection((selection) => selection.logs);
  const parts = useQueryParts(search);
  const change = (next: Partial<LogSearch>): void => select({ logs: { ...search, ...next } });
  const base = `/api/v1/drills/${drillId}/logs`;
  const query = logQuery(parts).toString();
  return (
    <div className="ev-logs">
      <div className="ev-filters ev-log-filters">
        <Chip isPressed={search.view === 'lines'} onPress={() => change({ view: 'lines' })}>
          Lines
        </Chip>
        <Chip isPressed={search.view === 'patterns'} onPress={() => change({ view: 'patterns' })}>
          Patterns
        </Chip>
        <Select
          label="Level"
          isHiddenLabel
          items={levels}
          value={search.level}
          onChange={(id) => change({ level: logLevels.find((each) => each === id) ?? 'info' })}
        />
        <div className="ev-search">
          <TextField
            label="Text in the line"
            isHiddenLabel
            type="search"
            value={search.text}
            onChange={(text) => change({ text })}
            maxLength={longestText}
            placeholder="text"
          />
        </div>
        <Filters parts={parts} onChange={change} />
      </div>
      {search.view === 'lines' ? (
        <LogLines
          key={query}
          path={`${base}?${query}`}
          follows={parts.aroundMs === null && parts.traceId === null}
          hint={emptyHint(parts)}
          onPattern={change}
        />
      ) : (
        <LogPatterns
          path={`${base}/patterns?${query}`}
          hint={emptyHint(parts)}
          onPattern={(patternId) => change({ patternId, view: 'lines' })}
        />
      )}
    </div>
  );
}

/** The selection as a question about logs. */
function useQueryParts(search: LogSearch): LogQueryParts & { atMs: number | null } {
  const component = useSelection((selection) => selection.component);
  const traceId = useSelection((selection) => selection.traceId);
  const atMs = useSelection((selection) => selection.atMs);
  const stack = useStack();
  // Looked up once for a picked moment: the seconds that come later change nothing about when it was.
  const parts = useMemo(
    () => logPartsOf({ component, traceId, atMs, logs: search }, stack, (gameMs) => wallMsOf(useHouse.getState().frames, gameMs)),
    [component, traceId, atMs, search, stack],
  );
  return { ...parts, atMs };
}

/** What narrows the list from outside of it, each with a way to take it off. */
function Filters({ parts, onChange }: { parts: LogQueryParts & { atMs: number | null }; onChange: (next: Partial<LogSearch>) => void }) {
  const { traceId, slot, services, atMs, search } = parts;
  return (
    <>
      {search.patternId !== null && (
        <Button size="sm" onPress={() => onChange({ patternId: null })}>
          of one pattern ✕
        </Button>
      )}
      {traceId === null ? (
        <span className="muted">{slot ?? (services.length === 0 ? 'of every service' : `of ${services.join(', ')}`)}</span>
      ) : (
        <>
          <Button size="sm" onPress={() => select({ traceId: null })}>
            of trace {traceId.slice(0, 8)} ✕
          </Button>
          <Button size="sm" variant="quiet" onPress={() => select({ tab: 'traces', traceId })}>
            Open it
          </Button>
        </>
      )}
      {atMs !== null && traceId === null && (
        <Button size="sm" onPress={() => select({ atMs: null })}>
          {`${timeWords(atMs)} ± ${aroundWidthMs / 1000} s ✕`}
        </Button>
      )}
    </>
  );
}
