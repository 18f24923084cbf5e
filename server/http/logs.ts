import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { type LogFilter, logLevels } from '../../core/protocol/logs.ts';
import { refuse } from './answers.ts';
import { publicLine } from './log-paths.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { isRunning } from './running.ts';

const querySchema = z.object({
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
type Asked = z.infer<typeof querySchema>;

/** What the services log, of the sandbox as it stands; of a drill only while it runs in it. */
export function logRoutes({ host, pool, telemetry }: EdgeParts): Router {
  const router = Router();
  const token = (): string => pool.telemetryToken() ?? '';
  const answerLines = async (asked: Asked, response: Response): Promise<void> => {
    const { limit, after } = asked;
    const list = await telemetry.logs(token(), { limit, afterId: after, ...filterOf(asked) });
    response.json({ ...list, logs: list.logs.map(publicLine) });
  };
  const answerPatterns = async (asked: Asked, response: Response): Promise<void> => {
    response.json(await telemetry.logPatterns(token(), filterOf(asked)));
  };
  const ofDrill = (answer: typeof answerLines) => async (request: Request<{ drillId: string }>, response: Response) => {
    if (!isRunning({ host }, request.params.drillId)) return refuse(response, 'not_found', 'log lines are kept only while the drill runs');
    const asked = parseOrRefuse(querySchema, request.query, response);
    if (asked) await answer(asked, response);
  };
  router.get('/api/v1/logs', async (request, response) => {
    const asked = parseOrRefuse(querySchema, request.query, response);
    if (asked) await answerLines(asked, response);
  });
  router.get('/api/v1/drills/:drillId/logs', ofDrill(answerLines));
  router.get('/api/v1/drills/:drillId/logs/patterns', ofDrill(answerPatterns));
  return router;
}

/** Without what was left out: an absent filter is no filter. */
function filterOf({ level, service, slot, text, pattern, traceId, fromMs, toMs }: Asked): LogFilter {
  const given = { services: service?.split(','), slot, text, patternId: pattern, traceId, fromMs, toMs };
  return { level, ...withoutUndefined(given) };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>;
}
