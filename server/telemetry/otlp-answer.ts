/** Answers of OTLP/HTTP, in the encoding in which was asked. */
import type { ServerResponse } from 'node:http';
import { encodePartialSuccess, encodeStatus, type Signal } from './otlp-protobuf.ts';

export type Encoding = 'json' | 'protobuf';

/** What was taken of a request. */
export interface Taken {
  /** Items that were refused; their neighbours are kept. */
  refused: number;
  /** Why, or what was left out of those that were taken. */
  message: string;
}

export interface Refusal {
  status: 400 | 403 | 404 | 405 | 408 | 413 | 415 | 503;
  message: string;
}

const contentTypes: Record<Encoding, string> = { json: 'application/json', protobuf: 'application/x-protobuf' };
const refusedNames: Record<Signal, string> = { traces: 'rejectedSpans', metrics: 'rejectedDataPoints', logs: 'rejectedLogRecords' };

/** Codes of `google.rpc.Code` by HTTP status. */
const rpcCodes: Record<Refusal['status'], number> = { 400: 3, 403: 7, 404: 5, 405: 12, 408: 4, 413: 8, 415: 3, 503: 14 };
const retryAfterSeconds = 1;

export function answerTaken(response: ServerResponse, { encoding, signal }: { encoding: Encoding; signal: Signal }, taken: Taken): void {
  const { refused, message } = taken;
  const isWhole = refused === 0 && message === '';
  const json = isWhole ? {} : { partialSuccess: { [refusedNames[signal]]: String(refused), errorMessage: message } };
  send(response, { status: 200, encoding }, encoding === 'json' ? JSON.stringify(json) : encodePartialSuccess(refused, message));
}

/** The connection is given up where its body was not read to the end. */
export function answerRefused(response: ServerResponse, { status, message }: Refusal, encoding: Encoding): void {
  if (response.headersSent) return;
  const code = rpcCodes[status];
  if (!response.req.complete) response.setHeader('connection', 'close');
  if (status === 503) response.setHeader('retry-after', retryAfterSeconds);
  send(response, { status, encoding }, encoding === 'json' ? JSON.stringify({ code, message }) : encodeStatus(code, message));
}

function send(response: ServerResponse, { status, encoding }: { status: number; encoding: Encoding }, body: string | Uint8Array): void {
  response.writeHead(status, { 'content-type': contentTypes[encoding], 'content-length': Buffer.byteLength(body) }).end(body);
}
