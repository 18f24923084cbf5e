/** What there is to choose from at this moment. The engines are asked sparingly: they serve users, and people open the same form together. */
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import type { Clock } from '../ports/clock.ts';
import { type Sandbox, SandboxError } from '../ports/sandbox.ts';

export type Choosing = { ok: true; choices: LiveChoice[] } | Extract<Ack, { ok: false }>;

/** An answer serves everybody who asks within this time. */
const sharedMs = 1_000;
/** Who asked does not wait longer than this; the question stays open for those who ask next. */
const patienceMs = 4_000;
/** A question open for so long was lost: it may be asked again. */
const lostMs = 20_000;

interface LiveChoicesParts {
  sandbox: Pick<Sandbox, 'inspect'>;
  clock: Clock;
  log: (line: string) => void;
}

interface Question {
  askedAtMs: number;
  /** Null while it is open. */
  answeredAtMs: number | null;
  answer: Promise<Choosing>;
}

export class LiveChoices {
  readonly #parts: LiveChoicesParts;
  /** The newest by kind and target. */
  readonly #questions = new Map<string, Question>();

  constructor(parts: LiveChoicesParts) {
    this.#parts = parts;
  }

  /** Never throws and never hangs. */
  of(query: LiveQuery): Promise<Choosing> {
    const key = `${query.kind} ${query.target}`;
    const known = this.#questions.get(key);
    const question = known && this.#serves(known) ? known : this.#ask(query);
    this.#questions.set(key, question);
    const { clock } = this.#parts;
    return new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(silent(query)));
      void question.answer.then((answer) => {
        cancel();
        resolve(answer);
      });
    });
  }

  #serves({ askedAtMs, answeredAtMs }: Question): boolean {
    const nowMs = this.#parts.clock.monotonicMs();
    return answeredAtMs === null ? nowMs - askedAtMs < lostMs : nowMs - answeredAtMs < sharedMs;
  }

  #ask(query: LiveQuery): Question {
    const { sandbox, clock } = this.#parts;
    const asked: Promise<Choosing> = sandbox.inspect(query).then(
      (choices): Choosing => ({ ok: true, choices }),
      (error: Error) => this.#refused(query, error),
    );
    const question: Question = { askedAtMs: clock.monotonicMs(), answeredAtMs: null, answer: asked };
    question.answer = asked.finally(() => {
      question.answeredAtMs = clock.monotonicMs();
    });
    return question;
  }

  /** In our words: what the sandbox reports is for the terminal, and may name things that are sealed. */
  #refused(query: LiveQuery, error: Error): Choosing {
    this.#parts.log(`${query.kind} of ${query.target}: ${error instanceof SandboxError ? error.words : (error.stack ?? error.message)}`);
    return silent(query);
  }
}

function silent({ target }: LiveQuery): Choosing {
  return refusal('sandbox_not_ready', `${target} gives no answer at this moment; ask again.`);
}
