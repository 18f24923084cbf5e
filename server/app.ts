/** Builds Express and socket.io over the house; listens nowhere by itself. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import { refuse } from './http/answers.ts';
import { breakdownRoutes } from './http/breakdown.ts';
import { capabilityRoutes } from './http/capabilities.ts';
import { controlRoutes } from './http/controls.ts';
import { deskGate } from './http/desk-gate.ts';
import { drillRoutes } from './http/drills.ts';
import { exhibitRoutes } from './http/exhibits.ts';
import { facilitatorRoutes } from './http/facilitator.ts';
import { healthRoutes } from './http/health.ts';
import { homeRoutes } from './http/home.ts';
import { joinRoutes } from './http/joins.ts';
import { loadPlanRoutes } from './http/load-plan.ts';
import { logRoutes } from './http/logs.ts';
import { metricsRoutes } from './http/metrics.ts';
import { otlpRoutes } from './http/otlp.ts';
import { panelRoutes } from './http/panels.ts';
import type { EdgeParts } from './http/parts.ts';
import { profileRoutes } from './http/profiles.ts';
import { requireReadableAddress } from './http/readable-address.ts';
import { recordRoutes } from './http/records.ts';
import { requestRoutes } from './http/requests.ts';
import { requireSameOrigin } from './http/same-origin.ts';
import { shiftRoutes } from './http/shifts.ts';
import { sloRoutes } from './http/slos.ts';
import { stackRoutes } from './http/stack.ts';
import { statusPageRoutes } from './http/status-page.ts';
import { traceRoutes } from './http/traces.ts';
import { StoreUnavailable } from './ports/event-store.ts';
import { attachSocket, type WarRoomSocket } from './socket.ts';

const routeGroups = [
  healthRoutes,
  metricsRoutes,
  homeRoutes,
  capabilityRoutes,
  stackRoutes,
  controlRoutes,
  panelRoutes,
  requestRoutes,
  joinRoutes,
  drillRoutes,
  shiftRoutes,
  facilitatorRoutes,
  traceRoutes,
  logRoutes,
  profileRoutes,
  sloRoutes,
  breakdownRoutes,
  recordRoutes,
  exhibitRoutes,
  loadPlanRoutes,
  statusPageRoutes,
];

export interface App {
  server: Server;
  socket: WarRoomSocket;
}

export function createApp(parts: EdgeParts): App {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(requireSameOrigin, requireReadableAddress);
  // Before bodies are parsed: telemetry goes on as it comes.
  app.use(otlpRoutes(parts));
  app.use(express.json({ limit: '64kb' }));
  app.use(deskGate(parts));
  for (const group of routeGroups) app.use(group(parts));
  app.use('/api', (_request, response) => refuse(response, 'not_found'));
  // Only files are packed: a pod's phones load them over a shared air. Answers hold tokens, and packing those could tell their length.
  app.use(compression(), express.static(parts.clientFolder, { index: 'index.html' }));
  app.use((_request, response) => void response.sendFile(join(parts.clientFolder, 'index.html')));
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  app.use((error: RequestError, _request: Request, response: Response, _next: NextFunction) => refuseError(error, response, parts.log));
  const server = createServer(app);
  return { server, socket: attachSocket(server, parts) };
}

/** What Express and its parts throw: `status` for what the client did wrong, `type` for a body that could not be read. */
type RequestError = Error & { type?: string; status?: number };

function refuseError(error: RequestError, response: Response, log: (line: string) => void): void {
  if (error.type === 'entity.too.large') return refuse(response, 'too_large');
  if (error instanceof StoreUnavailable) return refuse(response, 'store_unavailable');
  if (error.type !== undefined) return refuse(response, 'bad_message', 'the body is not valid JSON');
  const { status = 500 } = error;
  if (status === 404) return refuse(response, 'not_found');
  if (status >= 400 && status < 500) return refuse(response, 'bad_message', 'the address of this request cannot be read');
  log(`http: ${error.stack ?? error.message}`);
  return refuse(response, 'internal');
}

/** Players write text and the page shows it: no foreign script may ever run. */
function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader(
    'content-security-policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'",
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  next();
}
