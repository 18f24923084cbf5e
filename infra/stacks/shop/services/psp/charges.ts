import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ChargeBook } from './charge-book.ts';
import { type ProviderSettings, planCharge } from './charge-plan.ts';

export interface ChargeRequest {
  orderId: string;
  cents: number;
  currency: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Answers kept for a key; enough for the longest drill, small enough to forget about. */
const keptKeys = 100_000;

export interface Provider {
  name: string;
  settings: ProviderSettings;
}

interface ChargesParts {
  wait?: (ms: number) => Promise<unknown>;
  /** Where captures are noted; one for all providers. */
  book?: ChargeBook;
}

/** The provider's charges: each key is charged once, and asking again gives the first answer. */
export class Charges {
  readonly #seed: number;
  readonly #provider: Provider;
  readonly #wait: (ms: number) => Promise<unknown>;
  readonly #book: ChargeBook;
  readonly #answers = new Map<string, { request: string; answer: Promise<Answer> }>();

  constructor(seed: number, provider: Provider, { wait = (ms) => pause(ms), book = new ChargeBook() }: ChargesParts = {}) {
    this.#seed = seed;
    this.#provider = provider;
    this.#wait = wait;
    this.#book = book;
  }

  charge(key: string, request: ChargeRequest): Promise<Answer> {
    const fingerprint = `${request.orderId} ${request.cents} ${request.currency}`;
    const known = this.#answers.get(key);
    if (known && known.request !== fingerprint) {
      return Promise.resolve(refusal(409, 'key_reused', 'This idempotency-key was used for another charge: send a new one'));
    }
    // A repeated call waits for the charge under way; a finished one is answered at once.
    if (known) return known.answer;
    const answer = this.#decide(key, request);
    this.#answers.set(key, { request: fingerprint, answer });
    const oldest = this.#answers.keys().next();
    if (this.#answers.size > keptKeys && !oldest.done) this.#answers.delete(oldest.value);
    return answer;
  }

  async #decide(key: string, { orderId, cents }: ChargeRequest): Promise<Answer> {
    const { name, settings } = this.#provider;
    const { delayMs, declined } = planCharge(this.#seed, `${name}:${key}`, settings);
    await this.#wait(delayMs);
    if (declined) return refusal(402, 'card_declined', 'The bank of the customer declined the charge');
    const chargeId = `ch_${createHash('sha256').update(`${name}:${key}`).digest('hex').slice(0, 24)}`;
    this.#book.captured(orderId, chargeId);
    const feeCents = Math.ceil((cents * settings.feePermille) / 1000);
    return { status: 201, body: { chargeId, state: 'captured', provider: name, feeCents } };
  }
}

export function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}
