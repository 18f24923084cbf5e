import type { SliDefinition } from '../../core/sandbox/messages.ts';

/** How one event ended. `excluded`: a latency event of a request that failed fast, which says nothing about speed. */
export type Verdict = 'good' | 'bad' | 'excluded';

/** How a request ended for its user. */
export type Ending = 'answered' | 'failed' | 'abandoned';

/** One event of one SLI, open until it is decided. */
interface OpenEvent<T> {
  request: T;
  deadlineAtMs: number;
  decided: boolean;
}

/** Told of every decision, exactly once per event. */
export type OnVerdict<T> = (verdict: Verdict, request: T) => void;

/**
 * The events of one request SLI (availability or latency). An event is decided when its request ends before the deadline,
 * else it is bad at the deadline. Requests are opened in the order of their intended start, so deadlines form a queue.
 */
export class SliBook<T> {
  readonly definition: SliDefinition;
  readonly #onVerdict: OnVerdict<T>;
  readonly #queue: OpenEvent<T>[] = [];
  #head = 0;

  constructor(definition: SliDefinition, onVerdict: OnVerdict<T>) {
    this.definition = definition;
    this.#onVerdict = onVerdict;
  }

  /** Events not decided yet. */
  get open(): number {
    let open = 0;
    for (let index = this.#head; index < this.#queue.length; index += 1) if (this.#queue[index]?.decided === false) open += 1;
    return open;
  }

  /** Opens an event; the answer takes how the request ended and when. Calls after the first decision change nothing. */
  start(request: T, intendedAtMs: number): (ending: Ending, atMs: number) => void {
    const event: OpenEvent<T> = { request, deadlineAtMs: intendedAtMs + this.definition.thresholdMs, decided: false };
    this.#queue.push(event);
    return (ending, atMs) => this.#decide(event, atMs > event.deadlineAtMs ? 'bad' : this.#verdict(ending));
  }

  /** Declares bad what has passed its deadline without an ending. */
  expire(nowMs: number): void {
    for (let event = this.#queue[this.#head]; event && (event.decided || event.deadlineAtMs < nowMs); event = this.#queue[this.#head]) {
      this.#head += 1;
      this.#decide(event, 'bad');
    }
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
  }

  #verdict(ending: Ending): Verdict {
    if (ending !== 'failed') return 'good';
    return this.definition.sli === 'latency' ? 'excluded' : 'bad';
  }

  #decide(event: OpenEvent<T>, verdict: Verdict): void {
    if (event.decided) return;
    event.decided = true;
    this.#onVerdict(verdict, event.request);
  }
}
