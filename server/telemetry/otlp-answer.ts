/** Answers of OTLP/HTTP, in the encoding in which was asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OtlpSignal } from '../ports/telemetry.ts';
import { encodePartialSuccess, encodeStatus } from './otlp-protobuf.ts';
import type { Json } from './otlp-values.ts';

export type Encoding = 'json' | 'protobuf';

/** What was taken of a request. */
export interface Taken {
  /** Items that were refused, as they stand in the body; their neighbours are kept. */
  refused: ReadonlySet<Json>;
  /** Why, or what was left out of those that were taken. */
  message: string;
}

export interface Refusal {
  status: 400 | 403 | 404 | 405 | 408 | 413 | 415 | 429 | 503;
  message: string;
}

const contentTypes: Record<Encoding, string> = { json: 'application/json', protobuf: 'application/x-protobuf' };
const refusedNames: Record<OtlpSignal, string> = { traces: 'rejectedSpans', metrics: 'rejectedDataPoints', logs: 'rejectedLogRecords' };

/** How the sender writes, and so is answered; null for what is no OTLP. */
export function encodingOf(request: IncomingMessage): Encoding | null {
  const type = String(request.headers['content-type'] ?? '');
  if (type.startsWith('application/json')) return 'json';
  return type.startsWith('application/x-protobuf') ? 'protobuf' : null;
}

/** Codes of `google.rpc.Code` by HTTP status. */
const rpcCodes: Record<Refusal['status'], number> = { 400: 3, 403: 7, 404: 5, 405: 12, 408: 4, 413: 8, 415: 3, 429: 8, 503: 14 };
const retryAfterSeconds = 1;

export function answerTaken(
  response: ServerResponse,
  { encoding, signal }: { encoding: Encoding; signal: OtlpSignal },
  taken: Taken,
): void {
  const { refused, message } = taken;
  const isWhole = refused.size === 0 && message === '';
  const json = isWhole ? {} : { partialSuccess: { [refusedNames[signal]]: String(refused.size), errorMessage: message } };
  send(response, { status: 200, encoding }, encoding === 'json' ? JSON.stringify(json) : encodePartialSuccess(refused.size, message));
}

/** Without `connection: close`: Node would cut a sender off that still writes, before it has read this. */
export function answerRefused(response: ServerResponse, { status, message }: Refusal, encoding: Encoding): void {
  if (response.headersSent) return;
  const code = rpcCodes[status];
  if (status === 429 || status === 503) response.setHeader('retry-after', retryAfterSeconds);
  send(response, { status, encoding }, encoding === 'json' ? JSON.stringify({ code, message }) : encodeStatus(code, message));
}

function send(response: ServerResponse, { status, encoding }: { status: number; encoding: Encoding }, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': contentTypes[encoding], 'content-length': Buffer.byteLength(body) }).end(body);
}
