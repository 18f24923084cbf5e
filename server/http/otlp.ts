/**
 * OTLP/HTTP from outside the sandbox: any sender with the facilitator key. A request is passed as it is to the collector's listener,
 * which alone judges and bounds it, under the token of the sandbox that stands; the token itself is told to nobody.
 */
import { type IncomingHttpHeaders, type IncomingMessage, request as openRequest } from 'node:http';
import { pipeline } from 'node:stream';
import { type Request, type Response, Router } from 'express';
import { otlpSignals } from '../ports/telemetry.ts';
import { part } from '../telemetry/listener.ts';
import { answerRefused, encodingOf, type Refusal } from '../telemetry/otlp-answer.ts';
import { facilitatorGate } from './facilitator-gate.ts';
import type { EdgeParts } from './parts.ts';

const refusals = {
  forbidden: { status: 403, message: 'Send authorization: Bearer and the facilitator key.' },
  too_many_tries: { status: 429, message: 'Too many wrong keys were sent from this address; wait a minute.' },
} as const satisfies Record<string, Refusal>;
const noSandbox: Refusal = { status: 503, message: 'No sandbox is up to take this; send it again.' };
const unreachable: Refusal = { status: 503, message: 'The collector did not take this; send it again.' };

/** Nothing else of a sender is passed on, least of all its key. */
const passedOn = ['content-type', 'content-encoding', 'content-length'] as const;
const passedBack = ['content-type', 'content-length', 'retry-after'] as const;

/** To be mounted before bodies are parsed. */
export function otlpRoutes({ facilitatorKey, pool, telemetry }: EdgeParts): Router {
  const router = Router();
  const gate = facilitatorGate(facilitatorKey, { answer: (response, code) => refuseOtlp(response, refusals[code]) });
  for (const signal of otlpSignals)
    router.post(`/api/v1/otlp/v1/${signal}`, gate, (request, response) => {
      const token = pool.telemetryToken();
      if (token === null) return refuseOtlp(response, noSandbox);
      passOn({ request, response }, { port: telemetry.collectorPort, path: `/otlp/${token}/v1/${signal}` });
    });
  return router;
}

function passOn({ request, response }: { request: Request; response: Response }, to: { port: number; path: string }): void {
  const onward = openRequest({ host: '127.0.0.1', ...to, method: 'POST', headers: picked(request.headers, passedOn) });
  onward.once('response', (answer) => {
    // It may come before the sender has said all: then the rest is not wanted, and the sender has yet to read why.
    request.unpipe(onward);
    answerAs(answer, response);
  });
  onward.on('error', () => refuseOtlp(response, unreachable));
  response.once('close', () => {
    if (!response.writableFinished) onward.destroy();
  });
  request.pipe(onward);
}

function answerAs(answer: IncomingMessage, response: Response): void {
  response.writeHead(answer.statusCode ?? 502, picked(answer.headers, passedBack));
  pipeline(answer, response, () => {});
  partFrom(response.req);
}

function refuseOtlp(response: Response, refusal: Refusal): void {
  answerRefused(response, refusal, encodingOf(response.req) ?? 'json');
  partFrom(response.req);
}

function partFrom(request: Request): void {
  if (!request.complete) part(request);
}

function picked(headers: IncomingHttpHeaders, names: readonly (keyof IncomingHttpHeaders & string)[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));
}
