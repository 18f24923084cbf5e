import { timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import express, { type RequestHandler, Router } from 'express';
import type { SlotDesired } from '../../../../core/sandbox/messages.ts';
import { desiredProblem } from './desired-state.ts';
import { send } from './http/server.ts';
import type { JobFacts } from './jobs.ts';
import type { ConsumerReport } from './kafka/consumer-report.ts';
import { profileRoute } from './profile-route.ts';
import type { Runtime } from './runtime.ts';

/** Longest wait for what is in flight. */
const finishMs = 2_000;

export interface ControlTargets {
  runtime: Runtime;
  /** Requests taken and not answered yet. */
  activeRequests: () => number;
  /** What the consumer really does; undefined without a consumer. */
  consumerState: () => SlotDesired['consumer'] | undefined;
  /** What the consumer has seen of its group; undefined without a consumer. */
  consumerReport: () => ConsumerReport | undefined;
  /** The jobs of this service that have a name. */
  jobs: () => JobFacts[];
  /** Stops jobs and leaves consumer groups. */
  drainWork: () => Promise<void>;
}

/** Health for everybody, control for whoever knows the secret of this run. */
export function controlRoutes(targets: ControlTargets): Router {
  const { boot, readiness, desired } = targets.runtime;
  const router = Router();
  router.get('/healthz', (_request, response) => send(response, { status: 200, body: { status: 'ok' } }));
  router.get('/readyz', (_request, response) => {
    const pending = readiness.pending();
    send(response, { status: pending.length === 0 ? 200 : 503, body: { ready: pending.length === 0, pending } });
  });
  router.use('/control', secretRequired(boot.controlSecret), express.json({ limit: '1mb' }));
  router.get('/control/state', (_request, response) => send(response, { status: 200, body: stateInForce(targets) }));
  router.get('/control/consumer', (_request, response) => {
    const report = targets.consumerReport();
    if (report) send(response, { status: 200, body: report });
    else send(response, { status: 404, body: { code: 'not_found', message: 'this service consumes nothing' } });
  });
  router.put('/control/desired', (request, response) => {
    const body = request.body as unknown;
    const problem = desiredProblem(body);
    if (problem) send(response, { status: 400, body: { code: 'invalid_desired', message: problem } });
    else send(response, { status: 200, body: { applied: desired.apply(body as SlotDesired) } });
  });
  router.post('/control/profile', profileRoute());
  router.post('/control/drain', async (_request, response) => {
    await drain(targets);
    send(response, { status: 200, body: { drained: true } });
  });
  return router;
}

/** Stops taking work, finishes what is in flight, leaves groups; at most 2 s. */
export async function drain({ runtime, activeRequests, drainWork }: ControlTargets): Promise<void> {
  runtime.readiness.drain();
  const untilMs = Date.now() + finishMs;
  const finished = async (): Promise<void> => {
    while (activeRequests() > 0 && Date.now() < untilMs) await wait(20);
  };
  await Promise.race([Promise.all([drainWork(), finished()]), wait(finishMs, undefined, { ref: false })]);
}

function stateInForce({
  runtime: { desired },
  consumerState,
  jobs,
}: ControlTargets): Omit<SlotDesired, 'behaviours'> & { jobs?: JobFacts[] } {
  const { version, policies, flags, hooks, endpoints, consumer } = desired.current;
  const named = jobs();
  const state = { version, policies, flags, hooks, endpoints, consumer: consumerState() ?? consumer };
  return named.length === 0 ? state : { ...state, jobs: named };
}

function secretRequired(secret: string): RequestHandler {
  const expected = Buffer.from(secret);
  return (request, response, next) => {
    const given = Buffer.from(request.get('x-control-secret') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else send(response, { status: 403, body: { code: 'forbidden', message: 'the header x-control-secret is missing or wrong' } });
  };
}
