import { useCallback, useMemo, useState } from 'react';
import * as z from 'zod';
import { type LogLine, logLineSchema } from '../../core/protocol/logs.ts';
import { getJson } from '../state/api.ts';
import { select, useSelection } from '../state/selection.ts';
import { useStack } from '../state/stack.ts';
import { useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Panel.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { gameMsOf } from './clocks.ts';
import { servicesOf } from './concerns.ts';
import { timeWords } from './entry-words.ts';
import { useNewest } from './use-newest.ts';
import './LogsTab.css';

const listSchema = z.object({ logs: z.array(logLineSchema) });
const levels = [
  { id: 'info', label: 'all levels' },
  { id: 'warn', label: 'warnings and errors' },
  { id: 'error', label: 'errors' },
];
const shownLines = 300;

/** What the services of the shop say, newest first; a line leads to its trace. */
export function LogsTab({ drillId }: { drillId: string }) {
  const component = useSelection((selection) => selection.component);
  const traceId = useSelection((selection) => selection.traceId);
  const stack = useStack();
  const [level, setLevel] = useState('info');
  const [text, setText] = useState('');
  const services = useMemo(() => servicesOf(component, stack), [component, stack]);
  const load = useCallback(async () => {
    const query = new URLSearchParams({ limit: String(shownLines), level });
    if (text.trim() !== '') query.set('text', text.trim());
    if (traceId !== null) query.set('traceId', traceId);
    else if (services.length === 1 && services[0]) query.set('service', services[0]);
    const answer = await getJson(`/api/v1/drills/${drillId}/logs?${query}`, listSchema);
    if (!answer.ok) return answer;
    const several = traceId === null && services.length > 1;
    return {
      ok: true as const,
      value: several ? answer.value.logs.filter(({ service }) => services.includes(service)) : answer.value.logs,
    };
  }, [drillId, level, text, traceId, services]);
  const { shown, fresh, showFresh, problem } = useNewest(load, keyOf);
  return (
    <div className="ev-logs">
      <div className="ev-filters">
        {traceId === null ? (
          <span className="muted">{services.length === 0 ? 'of every service' : `of ${services.join(', ')}`}</span>
        ) : (
          <Button size="sm" onPress={() => select({ traceId: null })}>
            of trace {traceId.slice(0, 8)} ✕
          </Button>
        )}
        <Select label="Level" isHiddenLabel items={levels} value={level} onChange={setLevel} />
        <div className="ev-search">
          <TextField
            label="Text in the line"
            isHiddenLabel
            type="search"
            value={text}
            onChange={setText}
            maxLength={100}
            placeholder="text"
          />
        </div>
        <Button size="sm" isDisabled={fresh === 0} onPress={showFresh}>
          {fresh === 0 ? 'up to date' : `${fresh} new – show`}
        </Button>
      </div>
      {problem && <Empty title={problem} />}
      {shown?.length === 0 && !problem && (
        <Empty title="No line fits these filters." hint="Services log what went wrong and what they changed, not every request." />
      )}
      <Lines lines={shown ?? []} />
    </div>
  );
}

const keyOf = ({ atMs, slot, message, traceId }: LogLine): string => `${atMs} ${slot} ${message} ${traceId}`;

function Lines({ lines }: { lines: readonly LogLine[] }) {
  const times = useMemo(() => {
    const { frames } = useHouse.getState();
    return lines.map(({ atMs }) => gameMsOf(frames, atMs));
  }, [lines]);
  return (
    <ol className="ev-log" aria-label="Log lines, newest first">
      {lines.map((line, index) => (
        <Line key={`${keyOf(line)} ${index}`} line={line} atMs={times[index] ?? null} />
      ))}
    </ol>
  );
}

/** Two lines high, for stacks of errors are long; a press shows all of it. */
function Line({ line, atMs }: { line: LogLine; atMs: number | null }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={`ev-log-line ev-log-${line.level}`}>
      <time className="mono" title={new Date(line.atMs).toISOString()}>
        {timeWords(atMs)}
      </time>
      <span className="ev-log-level">{levelWords[line.level]}</span>
      <span className="mono muted">{line.slot}</span>
      <button
        type="button"
        className={isOpen ? 'ev-log-text' : 'ev-log-text ev-log-short'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {line.message} <span className="muted mono">{attributesOf(line)}</span>
      </button>
      {line.traceId && (
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Open the trace of: ${line.message}`}
          onPress={() => select({ tab: 'traces', traceId: line.traceId })}
        >
          trace
        </Button>
      )}
    </li>
  );
}

const levelWords: Record<LogLine['level'], string> = { info: 'info', warn: '▲ warn', error: '■ error' };

function attributesOf({ attributes }: LogLine): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
