import { type LogFilter, type LogLine, logLevels } from '../../core/protocol/logs.ts';

type Fits = (line: LogLine) => boolean;

/** Whether a line is asked for; what is asked is prepared once for all lines, and the dearest is looked at last. */
export function fitsFilter({ level, services = [], slot, text = '', traceId, patternId, fromMs, toMs }: LogFilter): Fits {
  const least = logLevels.indexOf(level);
  const wanted: readonly (readonly [isAsked: boolean, rule: Fits])[] = [
    [least > 0, (line) => logLevels.indexOf(line.level) >= least],
    [services.length > 0, (line) => services.includes(line.service)],
    [slot !== undefined, (line) => line.slot === slot],
    [traceId !== undefined, (line) => line.traceId === traceId],
    [patternId !== undefined, (line) => line.patternId === patternId],
    [fromMs !== undefined, (line) => line.atMs >= Number(fromMs)],
    [toMs !== undefined, (line) => line.atMs <= Number(toMs)],
    [text !== '', saysRule(text.toLowerCase())],
  ];
  const rules = wanted.filter(([isAsked]) => isAsked).map(([, rule]) => rule);
  return (line) => rules.every((rule) => rule(line));
}

function saysRule(text: string): Fits {
  return ({ message, attributes }) =>
    message.toLowerCase().includes(text) || Object.values(attributes).some((value) => String(value).toLowerCase().includes(text));
}
