/** The OTLP/HTTP listener: `POST /otlp/<token>/v1/{traces,metrics,logs}`, JSON or protobuf, optionally gzip, on loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OtlpSignal } from '../ports/telemetry.ts';
import { answerRefused, answerTaken, type Encoding, encodingOf, type Refusal, type Taken } from './otlp-answer.ts';
import { type Intake, Refused, readOtlp } from './otlp-body.ts';
import type { Json } from './otlp-values.ts';

const path = /^\/otlp\/([A-Za-z0-9_-]{1,64})\/v1\/(traces|metrics|logs)$/;
const mostConnections = 512;
/** A sender that needs longer for its headers and body is given up. */
const requestTimeoutMs = 30_000;
/** How long a refused sender may read its answer before the connection is cut. */
const partingMs = 1000;
const unreadable: Refusal = { status: 400, message: 'The body could not be read.' };

export interface OtlpSink {
  /** False when the token is not (or no longer) known. */
  knows(token: string): boolean;
  accept(input: { token: string; signal: OtlpSignal; body: Json }): Taken;
  refused(): void;
}

export async function listenOtlp(sink: OtlpSink): Promise<{ port: number; stop(): Promise<void> }> {
  const intake: Intake = { bytes: 0 };
  const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs }, (request, response) => {
    void handle({ sink, intake }, request, response);
  });
  server.keepAliveTimeout = 65_000;
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

/** Never rejects: whatever goes wrong is answered, and counted. */
async function handle(parts: { sink: OtlpSink; intake: Intake }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { sink, intake } = parts;
  const { token, signal } = addressOf(request);
  const given = encodingOf(request);
  const encoding = given ?? 'json';
  try {
    const refusal = refusalOf({ sink, token }, request, given);
    if (refusal) throw new Refused(refusal);
    const body = await readOtlp(request, { signal, encoding, intake });
    answerTaken(response, { encoding, signal }, sink.accept({ token, signal, body }));
  } catch (error) {
    sink.refused();
    answerRefused(response, error instanceof Refused ? error.refusal : unreadable, encoding);
    if (!request.complete) part(request);
  }
}

/** The token is empty where the path is none of ours. */
function addressOf({ url = '' }: IncomingMessage): { token: string; signal: OtlpSignal } {
  const [, token = '', signal = 'traces'] = (path.exec(url) ?? []) as [string?, string?, OtlpSignal?];
  return { token, signal };
}

function refusalOf(
  { sink, token }: { sink: OtlpSink; token: string },
  request: IncomingMessage,
  encoding: Encoding | null,
): Refusal | null {
  if (token === '') return { status: 404, message: 'Send OTLP/HTTP to POST /otlp/<token>/v1/traces, /v1/metrics or /v1/logs.' };
  if (request.method !== 'POST') return { status: 405, message: 'Send it by POST.' };
  if (!sink.knows(token)) return { status: 403, message: 'This token is not in use: its sandbox has been discarded.' };
  return encoding ? null : { status: 415, message: 'Send content-type application/json or application/x-protobuf.' };
}

/** What still comes is thrown away for a moment, so that the sender can read why; a connection that has not come to its end is then cut. */
export function part(request: IncomingMessage): void {
  request.on('error', () => {});
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, partingMs).unref();
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
