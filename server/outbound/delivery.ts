/** One destination outside: messages in order, tried again for a while, never waited for by the game. */
import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryCounts } from '../ports/telemetry.ts';

export interface DeliveryParts {
  /** As the log names it; the address may hold a secret. */
  name: string;
  url: string;
  /** Sent with every message; they may hold a secret. */
  headers?: Readonly<Record<string, string>>;
  /** Shortest time between two messages, milliseconds. */
  spacingMs?: number;
  /** Messages that may wait; the oldest is dropped beyond. */
  mostWaiting?: number;
  /** Characters of all that wait; the oldest is dropped beyond, but the newest always stays. */
  mostWaitingLength?: number;
  /** Waits before each further try, milliseconds. */
  retryAfterMs?: readonly number[];
  log: (line: string) => void;
}

const usualMostWaiting = 200;
const answerWithinMs = 5_000;
const longestRetryAfterMs = 30_000;
const usualRetriesMs = [500, 1_000, 2_000, 4_000, 8_000] as const;
const flushWithinMs = 2_000;

export class Delivery {
  readonly counts: DeliveryCounts = { delivered: 0, failed: 0, dropped: 0 };
  readonly #parts: DeliveryParts;
  readonly #queue: string[] = [];
  #waitingLength = 0;
  readonly #ending = new AbortController();
  #working: Promise<void> | null = null;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Never waits. */
  send(body: unknown): void {
    this.sendText(JSON.stringify(body));
  }

  /** Never throws, never waits. @param json as it goes out */
  sendText(json: string): void {
    if (this.#ending.signal.aborted) return;
    this.#queue.push(json);
    this.#waitingLength += json.length;
    while (this.#isTooMuch()) {
      this.#next();
      this.counts.dropped += 1;
    }
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  /** Sends what is left for a moment, then gives up. */
  async stop(): Promise<void> {
    const late = new AbortController();
    await Promise.race([this.#working ?? Promise.resolve(), pause(flushWithinMs, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    this.#ending.abort();
    await this.#working;
  }

  #isTooMuch(): boolean {
    const { mostWaiting = usualMostWaiting, mostWaitingLength = Number.POSITIVE_INFINITY } = this.#parts;
    return this.#queue.length > mostWaiting || (this.#queue.length > 1 && this.#waitingLength > mostWaitingLength);
  }

  #next(): string {
    const next = this.#queue.shift() ?? '';
    this.#waitingLength -= next.length;
    return next;
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0 && !this.#ending.signal.aborted) {
      await this.#deliver(this.#next());
      if (this.#parts.spacingMs) await this.#rest(this.#parts.spacingMs);
    }
  }

  async #deliver(body: string): Promise<void> {
    const { name, log, retryAfterMs = usualRetriesMs } = this.#parts;
    for (const waitMs of [...retryAfterMs, null]) {
      const answer = await this.#post(body);
      if (answer.ok) {
        this.counts.delivered += 1;
        return;
      }
      if (waitMs === null || !answer.again || this.#ending.signal.aborted) {
        this.counts.failed += 1;
        log(`${name}: a message was not taken: ${answer.reason}`);
        return;
      }
      await this.#rest(answer.afterMs ?? waitMs);
    }
  }

  async #post(body: string): Promise<{ ok: true } | { ok: false; again: boolean; reason: string; afterMs?: number }> {
    try {
      const response = await fetch(this.#parts.url, {
        method: 'POST',
        headers: { ...this.#parts.headers, 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), this.#ending.signal]),
      });
      await response.body?.cancel();
      if (response.ok) return { ok: true };
      const afterMs = retryAfter(response.headers.get('retry-after'), Date.now());
      const again = response.status === 429 || response.status >= 500;
      return { ok: false, again, reason: `answered ${response.status}`, ...(afterMs === null ? {} : { afterMs }) };
    } catch (error) {
      const { cause, message } = error as Error;
      return { ok: false, again: true, reason: cause instanceof Error ? cause.message : message };
    }
  }

  async #rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#ending.signal }).catch(() => {});
  }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now; null when it says nothing of use. */
export function retryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header === '') return null;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1000;
  return Number.isNaN(ms) ? null : Math.min(longestRetryAfterMs, Math.max(0, ms));
}
