import { context, trace } from '@opentelemetry/api';
import { type Logger, SeverityNumber } from '@opentelemetry/api-logs';
import type { Log, LogFields } from './kit.ts';

type Level = 'info' | 'warn' | 'error';

const severity: Record<Level, SeverityNumber> = { info: SeverityNumber.INFO, warn: SeverityNumber.WARN, error: SeverityNumber.ERROR };
/** During an outage every request may fail; beyond this a second's lines are only counted. */
const mostPerSecond = 50;

export interface LogTargets {
  service: string;
  slot: string;
  logger: Logger;
  writeLine: (line: string) => void;
  wallMs: () => number;
}

/** Structured log: one JSON line each on stdout, and the same record over OTLP, both with the trace at hand. */
export function createLog(targets: LogTargets): Log {
  let second = 0;
  let written = 0;
  let suppressed = 0;
  const write = (level: Level, message: string, fields: LogFields): void => {
    const wallMs = targets.wallMs();
    const nowSecond = Math.floor(wallMs / 1000);
    if (nowSecond !== second) {
      const missing = suppressed;
      second = nowSecond;
      written = 0;
      suppressed = 0;
      if (missing > 0) emit(targets, { level: 'warn', message: 'log lines suppressed', fields: { suppressed: missing }, wallMs });
    }
    if (written >= mostPerSecond) {
      suppressed += 1;
      return;
    }
    written += 1;
    emit(targets, { level, message, fields, wallMs });
  };
  return {
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
  };
}

interface Entry {
  level: Level;
  message: string;
  fields: LogFields;
  wallMs: number;
}

function emit({ service, slot, logger, writeLine }: LogTargets, { level, message, fields, wallMs }: Entry): void {
  const span = trace.getActiveSpan()?.spanContext();
  const attributes = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
  const traced = span ? { trace_id: span.traceId, span_id: span.spanId } : {};
  writeLine(`${JSON.stringify({ time: new Date(wallMs).toISOString(), level, service, slot, message, ...traced, ...attributes })}\n`);
  logger.emit({
    timestamp: wallMs,
    severityNumber: severity[level],
    severityText: level.toUpperCase(),
    body: message,
    attributes,
    context: context.active(),
  });
}

function plain(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
  return JSON.stringify(value) ?? String(value);
}
