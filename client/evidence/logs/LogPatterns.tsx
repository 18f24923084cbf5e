import { useEffect, useState } from 'react';
import { type LogPattern, type LogPatternList, logPatternListSchema } from '../../../core/protocol/logs.ts';
import { count, percent } from '../../format.ts';
import { getJson, wordsOf } from '../../state/api.ts';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { liveGameMs } from '../clocks.ts';
import { timeWords } from '../entry-words.ts';
import { levelMark } from './level-words.ts';
import { Spark } from './Spark.tsx';

const refreshMs = 3000;

interface LogPatternsProps {
  path: string;
  /** Said where there is no line. */
  hint: string;
  onPattern: (patternId: string) => void;
}

/** Lines that differ in numbers and ids alone, together: what is said how often, by whom, and when. */
export function LogPatterns({ path, hint, onPattern }: LogPatternsProps) {
  const { list, problem } = usePatterns(path);
  if (problem && !list) return <Empty title={problem} />;
  if (!list) return <Skeleton width="100%" height={220} />;
  if (list.lines === 0) return <Empty title="No line fits these filters." hint={hint} />;
  return <PatternTable list={list} onPattern={onPattern} gameMsAt={liveGameMs} />;
}

interface PatternTableProps {
  list: LogPatternList;
  /** Somebody wants to read its lines. */
  onPattern: (patternId: string) => void;
  gameMsAt: (wallMs: number) => number | null;
}

export function PatternTable({ list, onPattern, gameMsAt }: PatternTableProps) {
  const most = Math.max(1, ...list.patterns.flatMap(({ parts }) => parts));
  return (
    <table className="ev-table ev-log-patterns">
      <thead>
        <tr>
          <th className="ev-number">Lines</th>
          <th>{`${timeWords(gameMsAt(list.fromMs))} – ${timeWords(gameMsAt(list.toMs))}`}</th>
          <th>Level</th>
          <th>Pattern</th>
          <th>Said by</th>
          <th>First</th>
          <th>Last</th>
        </tr>
      </thead>
      <tbody>
        {list.patterns.map((pattern) => (
          <Row key={pattern.patternId} pattern={pattern} most={most} onPattern={onPattern} gameMsAt={gameMsAt} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Omit<PatternTableProps, 'list'> {
  pattern: LogPattern;
  /** Lines in the fullest part of any pattern. */
  most: number;
}

function Row({ pattern: entry, most, onPattern, gameMsAt }: RowProps) {
  const { patternId, pattern, level, lines, services, parts, firstMs, lastMs } = entry;
  return (
    <tr className={`ev-log-${level}`}>
      <td className="mono ev-number">{count(lines)}</td>
      <td>
        <Spark values={parts} most={most} label={`${lines} lines over the time`} />
      </td>
      <td className="ev-log-level ev-nowrap">{levelMark[level]}</td>
      <td>
        <button type="button" className="ev-link" title="Show its lines" onClick={() => onPattern(patternId)}>
          {pattern === '' ? '(empty)' : pattern}
        </button>
      </td>
      <td className="mono muted">{sharesOf(services, lines)}</td>
      <td className="mono muted">{timeWords(gameMsAt(firstMs))}</td>
      <td className="mono muted">{timeWords(gameMsAt(lastMs))}</td>
    </tr>
  );
}

/** `orders`, or `orders 75 %, payments 25 %`. */
function sharesOf(services: Record<string, number>, lines: number): string {
  const sorted = Object.entries(services).sort(([, a], [, b]) => b - a);
  if (sorted.length === 1) return sorted[0]?.[0] ?? '';
  return sorted.map(([service, of]) => `${service} ${percent(of / lines, 0)}`).join(', ');
}

function usePatterns(path: string): { list: LogPatternList | null; problem: string | null } {
  const [held, setHeld] = useState<{ list: LogPatternList | null; problem: string | null }>({ list: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await getJson(path, logPatternListSchema);
      if (!wanted) return;
      setHeld((before) => (answer.ok ? { list: answer.value, problem: null } : { ...before, problem: wordsOf(answer) }));
    };
    void ask();
    const timer = setInterval(() => document.hidden || void ask(), refreshMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [path]);
  return held;
}
