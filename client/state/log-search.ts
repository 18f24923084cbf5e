/** Which log lines are looked for, beside the component and the trace that are selected. A search has a name, so that a link restores it. */
import { type LogLine, logLevels } from '../../core/protocol/logs.ts';

export interface LogSearch {
  view: 'lines' | 'patterns';
  /** Least severity. */
  level: LogLine['level'];
  text: string;
  patternId: string | null;
}

export const anyLog: LogSearch = { view: 'lines', level: 'info', text: '', patternId: null };

const longestText = 100;

/** `component=orders&level=error&text=timeout`. */
export function nameOfLogSearch({ view, level, text, patternId }: LogSearch, component: string | null): string {
  const name = new URLSearchParams({ view });
  if (component !== null) name.set('component', component);
  if (level !== anyLog.level) name.set('level', level);
  if (text.trim() !== '') name.set('text', text.trim().slice(0, longestText));
  if (patternId !== null) name.set('pattern', patternId);
  return name.toString();
}

export function logSearchOfName(ref: string): { logs: LogSearch; component: string | null } {
  const name = new URLSearchParams(ref);
  const level = logLevels.find((each) => each === name.get('level')) ?? anyLog.level;
  const view = name.get('view') === 'patterns' ? 'patterns' : 'lines';
  return { logs: { view, level, text: name.get('text') ?? '', patternId: name.get('pattern') }, component: name.get('component') };
}

/** `logs of orders: errors, "timeout"`. */
export function wordsOfLogSearch({ view, level, text, patternId }: LogSearch, component: string | null): string {
  const parts = [
    ...(level === 'error' ? ['errors'] : level === 'warn' ? ['warnings and errors'] : []),
    ...(text.trim() === '' ? [] : [`"${text.trim()}"`]),
    ...(patternId === null ? [] : ['one pattern']),
  ];
  return `${view === 'patterns' ? 'log patterns' : 'logs'} of ${component ?? 'the shop'}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}
