import { type Request, type Response, Router } from 'express';
import { refuse } from './answers.ts';
import { publicLine } from './log-paths.ts';
import { type LogQuery, logFilterOf, logQuerySchema } from './log-query.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { isRunning } from './running.ts';

/** What the services log, of the sandbox as it stands; of a drill only while it runs in it. */
export function logRoutes({ host, pool, telemetry }: EdgeParts): Router {
  const router = Router();
  const token = (): string => pool.telemetryToken() ?? '';
  const answerLines = async (asked: LogQuery, response: Response): Promise<void> => {
    const { limit, after } = asked;
    const list = await telemetry.logs(token(), { limit, afterId: after, ...logFilterOf(asked) });
    response.json({ ...list, logs: list.logs.map(publicLine) });
  };
  const answerPatterns = async (asked: LogQuery, response: Response): Promise<void> => {
    response.json(await telemetry.logPatterns(token(), logFilterOf(asked)));
  };
  const ofDrill = (answer: typeof answerLines) => async (request: Request<{ drillId: string }>, response: Response) => {
    if (!isRunning({ host }, request.params.drillId)) return refuse(response, 'not_found', 'log lines are kept only while the drill runs');
    const asked = parseOrRefuse(logQuerySchema, request.query, response);
    if (asked) await answer(asked, response);
  };
  router.get('/api/v1/logs', async (request, response) => {
    const asked = parseOrRefuse(logQuerySchema, request.query, response);
    if (asked) await answerLines(asked, response);
  });
  router.get('/api/v1/drills/:drillId/logs', ofDrill(answerLines));
  router.get('/api/v1/drills/:drillId/logs/patterns', ofDrill(answerPatterns));
  return router;
}
