import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { posix } from 'node:path';
import { toApiError } from './api-error.ts';
import { errorReply, type Reply, textReply } from './reply.ts';
import { type Match, matchRoute, type Route } from './route.ts';

/** Answers HTTP requests from a table of routes, with Toxiproxy's statuses, headers and refusals. */
export function apiListener(routes: readonly Route[]): RequestListener {
  return (request, response) => {
    answer(routes, request).then(
      (reply) => send(response, reply),
      // Only an aborted body gets here: there is no one left to answer.
      () => response.destroy(),
    );
  };
}

async function answer(routes: readonly Route[], request: IncomingMessage): Promise<Reply> {
  const [rawPath = '/', query] = (request.url ?? '/').split('?', 2);
  const path = decodePath(rawPath);
  if (path === undefined) return textReply(400, '400 Bad Request');
  const clean = posix.normalize(path);
  if (clean !== path) {
    return { status: 301, headers: { Location: query === undefined ? encodeURI(clean) : `${encodeURI(clean)}?${query}` }, body: '' };
  }
  const match = matchRoute(routes, request.method ?? 'GET', path);
  if (match.kind === 'notFound') return textReply(404, '404 page not found');
  if (match.kind === 'wrongMethod') return { status: 405, headers: {}, body: '' };
  const reply = await handle(match, request);
  return { ...reply, headers: { ...reply.headers, 'X-Toxiproxy-Request-Id': requestId() } };
}

async function handle(match: Extract<Match, { kind: 'handler' }>, request: IncomingMessage): Promise<Reply> {
  if (request.headers['user-agent']?.startsWith('Mozilla/')) return textReply(403, 'User agent not allowed');
  const body = await bodyOf(request);
  try {
    return await match.handler({ proxy: match.proxy, toxic: match.toxic, body });
  } catch (error) {
    return errorReply(toApiError(error));
  }
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Twenty characters, as the original's. */
function requestId(): string {
  return Array.from(randomBytes(20), (byte) => (byte % 32).toString(32)).join('');
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}
