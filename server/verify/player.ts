import type { DrillEvent } from '../../core/drill/events.ts';
import { goalWords } from '../../core/drill/rules/goal.ts';
import type { DrillState } from '../../core/drill/state.ts';
import type { Findable } from '../../core/verification/report.ts';
import { badSharesNow } from '../../core/verification/users-since.ts';
import { type Acts, describeActs } from './acts.ts';
import type { Round } from './cast.ts';

/** How one part went. */
export interface Playing {
  events: DrillEvent[];
  /** Users were well for the hold after its last act. */
  usersWell: boolean;
  how: string;
  /** What it asked for, and what came of it. */
  acts: Acts;
  seconds: number;
  /** What was to be seen while nobody acted; null of whoever acts. */
  findable: Findable | null;
}

/** Lets the rounds of a cast play, one after another. */
export interface Player {
  /** How each part of it went, in its order. @throws NotJudged */
  play(round: Round): Promise<Playing[]>;
  /** Faults put on so far. */
  readonly injections: number;
  close(): Promise<void>;
}

/** The SLI that is worst now, and what the responder got done. */
export function describeUsers({ state, acts }: { state: DrillState; acts: Acts }, when: string): string {
  const [worst, share] = Object.entries(badSharesNow(state)).reduce((a, b) => (b[1] > a[1] ? b : a), ['nothing', 0]);
  const goal = goalWords(state);
  if (goal !== null) return `${goal}${describeActs(acts)}`;
  return `${Math.round(share * 100)} % of ${worst} bad ${when}${describeActs(acts)}`;
}
