/**
 * What a split desk keeps from the other seats over HTTP while its drill runs. By allow-list: of the drill's own addresses only those named
 * here are open to everybody; all others are telemetry, and so is what the sandbox shows without a drill.
 */
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { sightFor, splitView } from '../visitor.ts';
import { refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import type { EdgeParts } from './parts.ts';

/** Commands judge for themselves; the rest is public, asked of the whole pod, or told after the end. */
const openToAll: readonly string[] = [
  'commands',
  'requests',
  'status-page',
  'load-plan.jmx',
  'load-plan.js',
  'debrief',
  'postmortem',
  'postmortem.md',
  'record',
];

export function deskGate(parts: Pick<EdgeParts, 'host' | 'facilitatorKey'>): RequestHandler {
  const router = Router();
  router.use('/api/v1/drills/:drillId/:part', (request: Request<{ drillId: string; part: string }>, response, next) => {
    const { drillId, part } = request.params;
    if (openToAll.includes(part) || parts.host.current()?.drillId !== drillId) return next();
    requireTelemetry(request as unknown as Request, response, next);
  });
  for (const path of ['/api/v1/logs', '/api/v1/traces', '/api/v1/sandbox', '/metrics']) router.use(path, requireTelemetry);
  return router;

  function requireTelemetry(request: Request, response: Response, next: NextFunction): void {
    const view = splitView(parts.host);
    if (view === null || sightFor(visitorOf(request, parts), view).telemetry) return next();
    refuse(response, 'not_your_desk', whoSees(view.players));
  }
}

function whoSees(players: readonly { name: string; role: string | null }[]): string {
  const names = players.filter(({ role }) => role === 'operations').map(({ name }) => name);
  return `telemetry is on the desk of operations${names.length === 0 ? '; nobody sits there yet' : `: ${names.join(', ')}`}`;
}
