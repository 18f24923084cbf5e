import type { DrillEvent } from '../../core/drill/events.ts';
import { goalWords } from '../../core/drill/rules/goal.ts';
import { rollingSeconds } from '../../core/drill/rules/health.ts';
import type { DrillState } from '../../core/drill/state.ts';
import { badShare } from '../../core/slo/burn-rate.ts';
import { seenCounts } from '../../core/slo/history.ts';
import type { Part } from './cast.ts';

/** How one part went. */
export interface Playing {
  events: DrillEvent[];
  /** Users were well for the hold after its last act. */
  usersWell: boolean;
  how: string;
  seconds: number;
}

/** Lets the parts of a cast play, one after another. */
export interface Player {
  /** @throws NotJudged */
  play(part: Part): Promise<Playing>;
  /** Faults put on so far. */
  readonly injections: number;
  close(): Promise<void>;
}

/** The SLI that is worst now, and what the responder got done. */
export function describeUsers(state: DrillState, when: string): string {
  const shares = state.plan.slos.map(({ name }) => {
    const counts = seenCounts(state.history, name, { source: 'ledger', seconds: rollingSeconds });
    return { name, share: badShare(counts) ?? 0 };
  });
  const worst = shares.reduce((a, b) => (b.share > a.share ? b : a), { name: 'nothing', share: 0 });
  const goal = goalWords(state);
  if (goal !== null) return `${goal}${describeActs(state)}`;
  return `${Math.round(worst.share * 100)} % of ${worst.name} bad ${when}${describeActs(state)}`;
}

export function describeActs({ controls }: DrillState): string {
  if (controls.length === 0) return '';
  const done = controls.filter(({ landedAtMs }) => landedAtMs !== null).length;
  return `; ${done} of ${controls.length} controls took hold`;
}
