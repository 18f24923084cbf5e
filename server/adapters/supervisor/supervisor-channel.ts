import type { ChildProcess } from 'node:child_process';
import type { Receipt, SupervisorMessage, SupervisorRequest } from '../../../core/sandbox/messages.ts';
import { SandboxError } from '../../ports/sandbox.ts';

type RequestBody = SupervisorRequest extends infer Request
  ? Request extends { requestId: number }
    ? Omit<Request, 'requestId'>
    : never
  : never;

interface Waiting {
  resolve: (receipt: Receipt) => void;
  reject: (error: SandboxError) => void;
}

/** Requests and replies over the IPC channel of one supervisor. */
export class SupervisorChannel {
  private nextId = 1;
  private readonly waiting = new Map<number, Waiting>();
  private closed = false;

  constructor(
    private readonly child: ChildProcess,
    onMessage: (message: Exclude<SupervisorMessage, { type: 'reply' }>) => void,
  ) {
    child.on('message', (message: SupervisorMessage) => {
      if (message.type === 'reply') this.settle(message);
      else onMessage(message);
    });
    child.once('exit', () => this.close());
  }

  /** @throws SandboxError */
  ask(body: RequestBody): Promise<Receipt> {
    const requestId = this.nextId++;
    return new Promise((resolve, reject) => {
      if (this.closed || !this.child.connected) {
        reject(gone());
        return;
      }
      this.waiting.set(requestId, { resolve, reject });
      this.child.send({ ...body, requestId } as SupervisorRequest, (error) => {
        if (error) this.take(requestId)?.reject(gone());
      });
    });
  }

  private settle(reply: Extract<SupervisorMessage, { type: 'reply' }>): void {
    const waiting = this.take(reply.requestId);
    if (reply.ok) waiting?.resolve(reply.receipt);
    else waiting?.reject(new SandboxError(reply.code, reply.message, reply.lastLines));
  }

  private take(requestId: number): Waiting | undefined {
    const waiting = this.waiting.get(requestId);
    this.waiting.delete(requestId);
    return waiting;
  }

  private close(): void {
    this.closed = true;
    for (const requestId of [...this.waiting.keys()]) this.take(requestId)?.reject(gone());
  }
}

function gone(): SandboxError {
  return new SandboxError('stopped', 'the sandbox is gone: start a new one');
}
