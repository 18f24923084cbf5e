/** What the services of the shop logged: `GET /api/v1/drills/:drillId/logs`, and by pattern `GET …/logs/patterns`. */
import * as z from 'zod';

export const logLevels = ['info', 'warn', 'error'] as const;

const logLineSchema = z.object({
  /** Counts up in the order in which lines came; a line is asked for once when one asks for those after the newest one has. */
  id: z.number(),
  /** Unix milliseconds. */
  atMs: z.number(),
  service: z.string(),
  slot: z.string(),
  version: z.string(),
  level: z.enum(logLevels),
  message: z.string(),
  traceId: z.string().nullable(),
  /** Of lines that differ in numbers and ids alone it is the same. */
  patternId: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type LogLine = z.infer<typeof logLineSchema>;

export const logListSchema = z.object({
  /** Newest first. */
  logs: z.array(logLineSchema),
  /** Older ones fit as well. */
  more: z.boolean(),
  /** Unix milliseconds of the oldest line that is still kept; null while there is none. */
  keptSinceMs: z.number().nullable(),
});
export type LogList = z.infer<typeof logListSchema>;

const logPatternSchema = z.object({
  patternId: z.string(),
  /** `order <id> failed after <n> ms`. */
  pattern: z.string(),
  /** The worst of its lines. */
  level: z.enum(logLevels),
  lines: z.number(),
  /** Unix milliseconds. */
  firstMs: z.number(),
  lastMs: z.number(),
  /** Lines by service. */
  services: z.record(z.string(), z.number()),
  /** Lines by equal parts of the time from `fromMs` to `toMs` of the list. */
  parts: z.array(z.number()),
});
export type LogPattern = z.infer<typeof logPatternSchema>;

export const logPatternListSchema = z.object({
  /** The most frequent first. */
  patterns: z.array(logPatternSchema),
  /** All lines that fit, also of patterns that are not listed. */
  lines: z.number(),
  /** Time from the oldest line that fits to the newest, Unix milliseconds. */
  fromMs: z.number(),
  toMs: z.number(),
});
export type LogPatternList = z.infer<typeof logPatternListSchema>;

/** Which lines are asked for; what is left out is no filter. */
export interface LogFilter {
  /** Least severity. */
  level: LogLine['level'];
  services?: readonly string[];
  slot?: string;
  /** In the message or in the value of an attribute, whatever its case. */
  text?: string;
  traceId?: string;
  patternId?: string;
  /** Unix milliseconds, both inclusive. */
  fromMs?: number;
  toMs?: number;
}

export interface LogQuery extends LogFilter {
  limit: number;
  /** Only lines that came after this one. */
  afterId?: number;
}

/** What a line says in one line of text: its message, and the first line of the error or the reason that came with it. */
export function sayingOf({ message, attributes }: Pick<LogLine, 'message' | 'attributes'>): string {
  const why = attributes['error'] ?? attributes['reason'];
  return [message, ...(typeof why === 'string' ? [why] : [])].map((text) => text.split('\n', 1)[0] ?? '').join(': ');
}
