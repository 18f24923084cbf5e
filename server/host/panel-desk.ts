/** Looks into the engines of a running drill. */
import type { Ack } from '../../core/protocol/errors.ts';
import { type Panel, type PanelQuery, panelSchema } from '../../core/protocol/panels.ts';
import type { Clock } from '../ports/clock.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import { failureText, noAnswer } from './live-choices.ts';
import { SharedAnswers } from './shared-answers.ts';

export type Looking = { ok: true; panel: Panel; ageMs: number } | Extract<Ack, { ok: false }>;

/** A statement may run for two seconds, and be planned once more after that. */
const patienceMs = 8_000;

const engines: Record<PanelQuery['kind'], string> = {
  kafka: 'Kafka',
  kafkaRecords: 'Kafka',
  postgres: 'Postgres',
  postgresPlan: 'Postgres',
  redis: 'Redis',
};

interface PanelDeskParts {
  sandbox: Pick<Sandbox, 'panel'>;
  clock: Clock;
  log: (line: string) => void;
}

export class PanelDesk {
  readonly #answers: SharedAnswers<PanelQuery, Panel>;

  constructor({ sandbox, clock, log }: PanelDeskParts) {
    this.#answers = new SharedAnswers<PanelQuery, Panel>({
      clock,
      patienceMs,
      // Parsed, so that nothing goes on to a browser that the wire does not name.
      ask: async (query) => panelSchema.parse(await sandbox.panel(query)),
      keyOf: (query) => JSON.stringify(query),
      onFailure: (query, error) => log(`panel ${JSON.stringify(query)}: ${failureText(error)}`),
    });
  }

  /** Never throws and never hangs. */
  async look(query: PanelQuery): Promise<Looking> {
    const answer = await this.#answers.of(query);
    return answer ? { ok: true, panel: answer.value, ageMs: answer.ageMs } : noAnswer(engines[query.kind]);
  }
}
