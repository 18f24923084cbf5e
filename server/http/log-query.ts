/** The query of a search for log lines. */
import * as z from 'zod';
import { type LogFilter, logLevels } from '../../core/protocol/logs.ts';

export const logQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** Only lines that came after this one. */
  after: z.coerce.number().int().min(0).default(0),
  level: z.enum(logLevels).default('info'),
  /** Services, divided by commas. */
  service: z.string().max(200).optional(),
  slot: z.string().max(60).optional(),
  text: z.string().max(100).optional(),
  pattern: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** Unix milliseconds. */
  fromMs: z.coerce.number().optional(),
  toMs: z.coerce.number().optional(),
});
export type LogQuery = z.infer<typeof logQuerySchema>;

/** Without what was left out: an absent filter is no filter. */
export function logFilterOf({ level, service, slot, text, pattern, traceId, fromMs, toMs }: LogQuery): LogFilter {
  const given = { services: service?.split(','), slot, text, patternId: pattern, traceId, fromMs, toMs };
  return { level, ...withoutUndefined(given) };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>;
}
