import { type Agent, type IncomingHttpHeaders, request as startRequest } from 'node:http';
import type { HttpReply } from '../kit.ts';

export interface Exchange {
  agent: Agent;
  url: string;
  method: string;
  headers: Record<string, string>;
  /** JSON text; empty sends no body. */
  body: string;
  /** The exchange fails once this has passed. */
  timeoutMs: number;
}

/** Why an exchange gave no answer. */
export class ExchangeError extends Error {
  constructor(
    readonly code: 'deadline' | 'refused' | 'reset',
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}

/** One HTTP request on a connection of the agent, answered or failed within its time. @throws ExchangeError */
export function exchange({ agent, url, method, headers, body, timeoutMs }: Exchange): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const request = startRequest(url, { agent, method, family: 4, headers: { ...headers, ...bodyHeaders(body) } });
    const timer = setTimeout(() => request.destroy(new ExchangeError('deadline')), timeoutMs);
    const fail = (error: Error & { code?: string }): void => {
      clearTimeout(timer);
      reject(error instanceof ExchangeError ? error : new ExchangeError(error.code === 'ECONNREFUSED' ? 'refused' : 'reset', error));
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve(new LazyReply(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8')));
      });
    });
    request.end(body);
  });
}

function bodyHeaders(body: string): Record<string, string> {
  return body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
}

/** Who only passes an answer on never pays for its parsing. */
class LazyReply implements HttpReply {
  private parsed: { value: unknown } | undefined;

  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    readonly text: string,
  ) {}

  get body(): unknown {
    this.parsed ??= { value: parse(this.text) };
    return this.parsed.value;
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
