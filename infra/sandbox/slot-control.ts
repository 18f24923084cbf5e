import { setTimeout as pause } from 'node:timers/promises';
import type { ProfileWish, TakenProfile } from '../../core/profile/taken.ts';
import type { SlotDesired } from '../../core/sandbox/messages.ts';

/** What a slot says it is, as `GET /control/state`. */
export type SlotState = Omit<SlotDesired, 'behaviours'> & { jobs?: JobState[] };

/** A job of the service, as one instance sees it. */
export interface JobState {
  job: string;
  state: 'running' | 'stopped';
  runs: number;
  lastMs: number | null;
}

/** What a consumer has seen of its group, as `GET /control/consumer`. */
export interface ConsumerReport {
  group: string;
  generation: number | null;
  joinsMsAgo: number[];
  failures: { topic: string; partition: number; offset: string; tries: number; message: string; agoMs: number }[];
}

const readyAnswerMs = 2000;
/**
 * An instance whose event loop burns answers after what it burns for, and after all that waits before it: it is slow, and not gone.
 * One whose process ended breaks the connection at once, and is not waited for.
 */
const busyAnswerMs = 45_000;
/** Asked by somebody who looks on and would rather see the rest than wait. */
const reportAnswerMs = 1000;
/** A drain may take 2 s by contract. */
const drainMs = 3000;
/** Beside the profile's own time: an instance whose event loop burns begins late, and writes its answer late. */
const profileSlackMs = 45_000;
/** Waits before a state is sent again over a connection that broke; longer than a death takes to be noticed. */
const againAfterMs = [50, 250];

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
      const response = await fetch(`${this.base}/readyz`, { signal: AbortSignal.timeout(readyAnswerMs) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  /** Sent again when the connection breaks, since the same state twice is the same as once. @returns names of what changed. @throws Error */
  async apply(desired: SlotDesired): Promise<string[]> {
    const waits = againAfterMs.values();
    for (;;) {
      try {
        const { applied } = (await this.call('PUT', '/control/desired', { body: desired, timeoutMs: busyAnswerMs })) as {
          applied: string[];
        };
        return applied;
      } catch (error) {
        const { value: waitMs } = waits.next();
        if (waitMs === undefined || !(error instanceof ConnectionBroken)) throw error;
        await pause(waitMs);
      }
    }
  }

  /** @throws Error */
  async state(): Promise<SlotState> {
    return (await this.call('GET', '/control/state', { timeoutMs: busyAnswerMs })) as SlotState;
  }

  /** @throws Error, also where nothing is consumed */
  async consumer(): Promise<ConsumerReport> {
    return (await this.call('GET', '/control/consumer', { timeoutMs: reportAnswerMs })) as ConsumerReport;
  }

  /** Resolves when what was in flight is finished and the groups are left. @throws Error */
  async drain(): Promise<void> {
    await this.call('POST', '/control/drain', { timeoutMs: drainMs });
  }

  /** Takes as long as the profile, and a little more. @throws Error */
  async profile({ kind, seconds }: Omit<ProfileWish, 'slot'>): Promise<TakenProfile> {
    const timeoutMs = seconds * 1000 + profileSlackMs;
    return (await this.call('POST', '/control/profile', { body: { kind, seconds }, timeoutMs })) as TakenProfile;
  }

  private async call(method: string, path: string, { body, timeoutMs }: { body?: unknown; timeoutMs: number }): Promise<unknown> {
    const { status, text } = await exchange(this.base + path, {
      method,
      headers: { 'x-control-secret': this.secret, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 400) throw new Error(`${method} ${path} answered ${status} ${text.slice(0, 200)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

/** Of `fetch`, after 10 s without an answer to a SYN. */
const connectTimeout = 'UND_ERR_CONNECT_TIMEOUT';

/** Nobody answered, or the connection ended before the answer did. */
class ConnectionBroken extends Error {}

/**
 * Knocks for as long as `init.signal` lets it: an instance can burn until even the queue before its door is full, and a connection that never
 * stood has sent nothing. @throws ConnectionBroken saying what the system says of it, which `fetch` hides. @throws Error when it takes too long
 */
async function exchange(url: string, init: RequestInit & { signal: AbortSignal }): Promise<{ status: number; text: string }> {
  for (;;) {
    try {
      const response = await fetch(url, init);
      return { status: response.status, text: await response.text() };
    } catch (error) {
      const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
      if (!(error instanceof TypeError) || !(cause instanceof Error)) throw error;
      if (cause.code !== connectTimeout) throw new ConnectionBroken(`${init.method} ${new URL(url).pathname}: ${cause.message}`);
    }
  }
}
