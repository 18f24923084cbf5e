/** The OTLP/HTTP listener: `POST /otlp/<token>/v1/{traces,metrics,logs}`, JSON, optionally gzip, on loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const gunzipBody = promisify(gunzip);
const maxBodyBytes = 8 * 1024 * 1024;
const path = /^\/otlp\/([A-Za-z0-9_-]{1,64})\/v1\/(traces|metrics|logs)$/;

export interface OtlpSink {
  /** False when the token is not (or no longer) known. */
  knows(token: string): boolean;
  accept(input: { token: string; signal: 'traces' | 'metrics' | 'logs'; body: unknown }): void;
  refused(): void;
}

export async function listenOtlp(sink: OtlpSink): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    handle(sink, request, response).catch(() => answer(response, 400, 'The body could not be read.'));
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, stop: () => close(server) };
}

async function handle(sink: OtlpSink, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, token = '', signal] = path.exec(request.url ?? '') ?? [];
  const refused = request.method !== 'POST' || !signal ? notThere : refusalOf(sink, request, token);
  if (refused) {
    request.resume();
    return answer(response, refused.status, refused.message);
  }
  const body = await readBody(request);
  if (!body) return answer(response, 413, `The body is larger than ${maxBodyBytes} bytes.`);
  try {
    const plain = request.headers['content-encoding'] === 'gzip' ? await gunzipBody(body, { maxOutputLength: 4 * maxBodyBytes }) : body;
    sink.accept({ token, signal: signal as 'traces' | 'metrics' | 'logs', body: JSON.parse(plain.toString('utf8')) });
  } catch {
    sink.refused();
    return answer(response, 400, 'The body is not valid JSON.');
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}

const notThere = { status: 404, message: 'Send OTLP/HTTP to POST /otlp/<token>/v1/traces, /v1/metrics or /v1/logs.' };

function refusalOf(sink: OtlpSink, request: IncomingMessage, token: string): { status: number; message: string } | null {
  if (!sink.knows(token)) {
    sink.refused();
    return { status: 403, message: 'This token is not in use: its sandbox has been discarded.' };
  }
  const json = String(request.headers['content-type'] ?? '').startsWith('application/json');
  return json ? null : { status: 415, message: 'Send content-type application/json.' };
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** OTLP errors carry a `google.rpc.Status` shaped body. */
function answer(response: ServerResponse, status: number, message: string): void {
  if (!response.headersSent)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code: status, message }));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
