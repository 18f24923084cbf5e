/** What there is to choose from at this moment. */
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import type { Clock } from '../ports/clock.ts';
import { type Sandbox, SandboxError } from '../ports/sandbox.ts';
import { SharedAnswers } from './shared-answers.ts';

export type Choosing = { ok: true; choices: LiveChoice[] } | Extract<Ack, { ok: false }>;

const patienceMs = 4_000;

interface LiveChoicesParts {
  sandbox: Pick<Sandbox, 'inspect'>;
  clock: Clock;
  log: (line: string) => void;
}

export class LiveChoices {
  readonly #answers: SharedAnswers<LiveQuery, Choosing>;

  constructor({ sandbox, clock, log }: LiveChoicesParts) {
    this.#answers = new SharedAnswers<LiveQuery, Choosing>({
      clock,
      patienceMs,
      ask: (query) =>
        sandbox.inspect(query).then(
          (choices): Choosing => ({ ok: true, choices }),
          (error: Error) => answerIn(query, error),
        ),
      keyOf: ({ kind, target }) => `${kind} ${target}`,
      onFailure: ({ kind, target }, error) => log(`${kind} of ${target}: ${failureText(error)}`),
    });
  }

  /** In our words: what the sandbox reports is for the terminal, and may name things that are sealed. Never throws and never hangs. */
  async of(query: LiveQuery): Promise<Choosing> {
    const answer = await this.#answers.of(query);
    return answer?.value ?? noAnswer(query.target);
  }
}

/** Some failures are answers: there is nothing to choose of what is gone, or nowhere to look any more. @throws every other one */
function answerIn({ kind, target }: LiveQuery, error: Error): Choosing {
  const code = error instanceof SandboxError ? error.code : null;
  if (code === 'gone') return { ok: true, choices: [] };
  if (code === 'stopped') return refusal('wrong_phase', 'the drill has ended, and its sandbox with it');
  if (code === 'unknown_target') return refusal('unknown_control', `${target} has no ${kind}`);
  throw error;
}

export function noAnswer(target: string): Extract<Ack, { ok: false }> {
  return refusal('no_answer', target);
}

export function failureText(error: Error): string {
  return error instanceof SandboxError ? error.words : (error.stack ?? error.message);
}
