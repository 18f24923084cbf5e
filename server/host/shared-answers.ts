/** Questions to the engines, asked sparingly: they serve users, and people open the same form or panel together. */
import type { Clock } from '../ports/clock.ts';

/** An answer serves everybody who asks within this time. */
const sharedMs = 1_000;
/** A question open for so long was lost: it may be asked again. */
const lostMs = 20_000;
/** Beyond so many, those that serve nobody any more are forgotten. */
const keptQuestions = 64;

interface SharedAnswersParts<Query, Value> {
  clock: Clock;
  ask: (query: Query) => Promise<Value>;
  /** Two queries with one key are one question. */
  keyOf: (query: Query) => string;
  /** Who asked does not wait longer than this; the question stays open for those who ask next. Milliseconds. */
  patienceMs: number;
  onFailure: (query: Query, error: Error) => void;
}

interface Question<Value> {
  askedAtMs: number;
  /** Null while it is open. */
  answeredAtMs: number | null;
  /** Null when it failed. */
  answer: Promise<{ value: Value } | null>;
}

export class SharedAnswers<Query, Value> {
  readonly #parts: SharedAnswersParts<Query, Value>;
  /** The newest by key. */
  readonly #questions = new Map<string, Question<Value>>();

  constructor(parts: SharedAnswersParts<Query, Value>) {
    this.#parts = parts;
  }

  /** With the age of the answer; null when it failed or takes too long. Never throws and never hangs. */
  of(query: Query): Promise<{ value: Value; ageMs: number } | null> {
    const key = this.#parts.keyOf(query);
    const known = this.#questions.get(key);
    const question = known && this.#serves(known) ? known : this.#ask(query);
    this.#questions.set(key, question);
    this.#forget();
    const { clock, patienceMs } = this.#parts;
    return new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(null));
      void question.answer.then((answer) => {
        cancel();
        const now = clock.monotonicMs();
        resolve(answer && { value: answer.value, ageMs: now - (question.answeredAtMs ?? now) });
      });
    });
  }

  #serves({ askedAtMs, answeredAtMs }: Question<Value>): boolean {
    const nowMs = this.#parts.clock.monotonicMs();
    return answeredAtMs === null ? nowMs - askedAtMs < lostMs : nowMs - answeredAtMs < sharedMs;
  }

  #ask(query: Query): Question<Value> {
    const { ask, clock, onFailure } = this.#parts;
    const asked = ask(query).then(
      (value) => ({ value }),
      (error: Error) => {
        onFailure(query, error);
        return null;
      },
    );
    const question: Question<Value> = { askedAtMs: clock.monotonicMs(), answeredAtMs: null, answer: asked };
    question.answer = asked.finally(() => {
      question.answeredAtMs = clock.monotonicMs();
    });
    return question;
  }

  #forget(): void {
    if (this.#questions.size <= keptQuestions) return;
    for (const [key, question] of this.#questions) if (!this.#serves(question)) this.#questions.delete(key);
  }
}
