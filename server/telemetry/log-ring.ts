/** The newest log lines of a sandbox, bounded by an estimate of their bytes; the oldest goes first. */
import type { LogLine } from '../../core/protocol/logs.ts';
import type { LogRecord } from './otlp.ts';

export interface LogQuery {
  limit: number;
  /** Least severity. */
  level: LogLine['level'];
  service?: string;
  slot?: string;
  /** In the message or in the value of an attribute, whatever its case. */
  text?: string;
  traceId?: string;
}

export interface LogRing {
  add(record: LogRecord): void;
  /** Newest first; fewer than asked for where the answer would be too large. */
  find(query: LogQuery): LogLine[];
}

const lineBaseBytes = 200;
/** What one answer may hold. */
const answerBytes = 256 * 1024;
const ranks: Record<LogLine['level'], number> = { info: 0, warn: 1, error: 2 };

interface Kept {
  line: LogLine;
  bytes: number;
}

export function createLogRing(maxBytes: number): LogRing {
  let kept: Kept[] = [];
  let oldest = 0;
  let bytes = 0;
  return {
    add(record) {
      const line = lineOf(record);
      const size = estimateBytes(line);
      kept.push({ line, bytes: size });
      bytes += size;
      for (; bytes > maxBytes && oldest < kept.length; oldest += 1) bytes -= kept[oldest]?.bytes ?? 0;
      // Room is made seldom, so that adding stays cheap.
      if (oldest > 1000 && oldest * 2 > kept.length) {
        kept = kept.slice(oldest);
        oldest = 0;
      }
    },
    find(query) {
      const found: LogLine[] = [];
      let room = answerBytes;
      for (let index = kept.length - 1; index >= oldest && found.length < query.limit; index -= 1) {
        const entry = kept[index];
        if (!entry || !fits(entry.line, query)) continue;
        room -= entry.bytes;
        if (room < 0) break;
        found.push(entry.line);
      }
      return found;
    },
  };
}

function lineOf({ origin, atMs, severity, body, traceId, attributes }: LogRecord): LogLine {
  const { service, slot, version } = origin;
  return { atMs, service, slot, version, level: levelOf(severity), message: body, traceId: traceId || null, attributes };
}

function levelOf(severity: string): LogLine['level'] {
  if (/^(error|fatal)/i.test(severity)) return 'error';
  return /^warn/i.test(severity) ? 'warn' : 'info';
}

function fits(line: LogLine, { level, service, slot, text, traceId }: LogQuery): boolean {
  if (ranks[line.level] < ranks[level]) return false;
  if (service !== undefined && line.service !== service) return false;
  if (slot !== undefined && line.slot !== slot) return false;
  if (traceId !== undefined && line.traceId !== traceId) return false;
  return text === undefined || says(line, text.toLowerCase());
}

function says({ message, attributes }: LogLine, text: string): boolean {
  return [message, ...Object.values(attributes)].some((value) => String(value).toLowerCase().includes(text));
}

function estimateBytes({ message, attributes }: LogLine): number {
  return Object.entries(attributes).reduce(
    (sum, [key, value]) => sum + 2 * key.length + 2 * String(value).length,
    lineBaseBytes + 2 * message.length,
  );
}
