import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  /** JSON; null sends none. */
  body: string | null;
  /** The user stops waiting after this; milliseconds. */
  patienceMs: number;
  /** Whether the caller wants the body of the answer. */
  readBody: boolean;
}

/** `broken`: no complete answer came, whether the connection failed or the patience ended. */
export type SendResult = { kind: 'answer'; status: number; traceId: string; body: string } | { kind: 'broken' };

export interface Sender {
  /** Sends at once, never queueing; `onEnd` is called exactly once. Returns what hangs up. */
  send(request: OutgoingRequest, onEnd: (result: SendResult) => void): () => void;
  close(): void;
}

/** Idle connections are closed by us well before the server would: a server's close racing a new request looks like a failure. */
const idleCloseMs = 2500;
const mostBodyBytes = 1_000_000;

/** Users' connections to one address, kept alive and used in turn, so that they are many and each is used a little. */
export function createSender(baseUrl: string): Sender {
  const { hostname, port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 512, scheduling: 'fifo', timeout: idleCloseMs });

  return {
    send({ method, path, headers, body, patienceMs, readBody }, onEnd) {
      let ended = false;
      const end = (result: SendResult): void => {
        if (ended) return;
        ended = true;
        clearTimeout(patience);
        onEnd(result);
      };
      const outgoing = httpRequest({ agent, hostname, port, method, path, headers });
      const hangUp = (): void => {
        end({ kind: 'broken' });
        outgoing.destroy();
      };
      const patience = setTimeout(hangUp, patienceMs);
      outgoing.on('response', (answer) => readAnswer(answer, { readBody, end }));
      outgoing.on('error', () => end({ kind: 'broken' }));
      outgoing.on('close', () => end({ kind: 'broken' }));
      outgoing.end(body ?? undefined);
      return hangUp;
    },
    close: () => agent.destroy(),
  };
}

function readAnswer(answer: IncomingMessage, { readBody, end }: { readBody: boolean; end: (result: SendResult) => void }): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  if (readBody) {
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBodyBytes) chunks.push(chunk);
    });
  } else answer.resume();
  answer.on('error', () => end({ kind: 'broken' }));
  answer.on('end', () => {
    const traceId = answer.headers['x-trace-id'];
    end({
      kind: 'answer',
      status: answer.statusCode ?? 0,
      traceId: typeof traceId === 'string' ? traceId : '',
      body: Buffer.concat(chunks).toString('utf8'),
    });
  });
}
