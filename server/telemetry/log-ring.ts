/** The newest log lines of a sandbox, bounded by an estimate of their bytes; the oldest goes first. */
import { patternId, patternOf } from '../../core/logs/pattern.ts';
import { type LogFilter, type LogLine, type LogList, type LogPatternList, type LogQuery, sayingOf } from '../../core/protocol/logs.ts';
import { fitsFilter } from './log-filter.ts';
import { groupByPattern, type KeptLine } from './log-groups.ts';
import type { LogRecord } from './otlp.ts';

export interface LogRing {
  add(record: LogRecord): void;
  /** Newest first; fewer than asked for where the answer would be too large. */
  find(query: LogQuery): LogList;
  /** Lines that fit, by their patterns. */
  patterns(filter: LogFilter): LogPatternList;
}

const lineBaseBytes = 240;
/** What one answer may hold. */
const answerBytes = 256 * 1024;
/** So many patterns are kept as one text each; a flood of others is not remembered. */
const knownPatterns = 2000;

interface Kept extends KeptLine {
  bytes: number;
}

export function createLogRing(maxBytes: number): LogRing {
  let kept: Kept[] = [];
  let oldest = 0;
  let bytes = 0;
  let nextId = 1;
  const patterns = createPatternBook();

  function* newestFirst(): Generator<Kept> {
    for (let index = kept.length - 1; index >= oldest; index -= 1) {
      const entry = kept[index];
      if (entry) yield entry;
    }
  }

  return {
    add(record) {
      const { pattern, id, isNew } = patterns.of(sayingOf({ message: record.body, attributes: record.attributes }));
      const line = lineOf(record, nextId, id);
      nextId += 1;
      const size = estimateBytes(line) + (isNew ? 2 * pattern.length : 0);
      kept.push({ line, pattern, bytes: size });
      bytes += size;
      for (; bytes > maxBytes && oldest < kept.length; oldest += 1) bytes -= kept[oldest]?.bytes ?? 0;
      // Room is made seldom, so that adding stays cheap.
      if (oldest > 1000 && oldest * 2 > kept.length) {
        kept = kept.slice(oldest);
        oldest = 0;
      }
    },
    find({ limit, afterId = 0, ...filter }) {
      const fits = fitsFilter(filter);
      const logs: LogLine[] = [];
      let room = answerBytes;
      let more = false;
      for (const { line, bytes: size } of newestFirst()) {
        if (line.id <= afterId) break;
        if (!fits(line)) continue;
        room -= size;
        more = logs.length === limit || room < 0;
        if (more) break;
        logs.push(line);
      }
      return { logs, more, keptSinceMs: kept[oldest]?.line.atMs ?? null };
    },
    patterns: (filter) => groupByPattern(newestFirst(), fitsFilter(filter)),
  };
}

/** The patterns of lines, each as one text however many lines are of it. */
function createPatternBook(): { of(saying: string): { pattern: string; id: string; isNew: boolean } } {
  let known = new Map<string, { pattern: string; id: string }>();
  return {
    of(saying) {
      const text = patternOf(saying);
      const found = known.get(text);
      if (found) return { ...found, isNew: false };
      if (known.size === knownPatterns) known = new Map();
      const entry = { pattern: text, id: patternId(text) };
      known.set(text, entry);
      return { ...entry, isNew: true };
    },
  };
}

function lineOf({ origin, atMs, severity, body, traceId, attributes }: LogRecord, id: number, pattern: string): LogLine {
  const { service, slot, version } = origin;
  const level = levelOf(severity);
  return { id, atMs, service, slot, version, level, message: body, traceId: traceId || null, patternId: pattern, attributes };
}

function levelOf(severity: string): LogLine['level'] {
  if (/^(error|fatal)/i.test(severity)) return 'error';
  return /^warn/i.test(severity) ? 'warn' : 'info';
}

function estimateBytes({ message, attributes }: LogLine): number {
  return Object.entries(attributes).reduce(
    (sum, [key, value]) => sum + 2 * key.length + 2 * String(value).length,
    lineBaseBytes + 2 * message.length,
  );
}
