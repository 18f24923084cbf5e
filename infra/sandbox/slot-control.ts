import type { SlotDesired } from '../../core/sandbox/messages.ts';

/** What a slot says it is, as `GET /control/state`. */
export type SlotState = Omit<SlotDesired, 'behaviours'>;

const answerMs = 2000;
/** A drain may take 2 s by contract. */
const drainMs = 3000;

/** The control plane of one service instance, reached directly and not through a proxy. */
export class SlotControl {
  private readonly base: string;

  constructor(
    port: number,
    private readonly secret: string,
  ) {
    this.base = `http://127.0.0.1:${port}`;
  }

  /** Whether the instance has reached its dependencies. False when nobody answers. */
  async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.base}/readyz`, { signal: AbortSignal.timeout(answerMs) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  /** @returns names of what changed. @throws Error */
  async apply(desired: SlotDesired): Promise<string[]> {
    const { applied } = (await this.call('PUT', '/control/desired', { body: desired, timeoutMs: answerMs })) as { applied: string[] };
    return applied;
  }

  /** @throws Error */
  async state(): Promise<SlotState> {
    return (await this.call('GET', '/control/state', { timeoutMs: answerMs })) as SlotState;
  }

  /** Resolves when what was in flight is finished and the groups are left. @throws Error */
  async drain(): Promise<void> {
    await this.call('POST', '/control/drain', { timeoutMs: drainMs });
  }

  private async call(method: string, path: string, { body, timeoutMs }: { body?: unknown; timeoutMs: number }): Promise<unknown> {
    const response = await fetch(this.base + path, {
      method,
      headers: { 'x-control-secret': this.secret, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status} ${text.slice(0, 200)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
