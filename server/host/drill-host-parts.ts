import type { KnownStack } from '../../core/diagnosis/known.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { PlayerTokens } from './player-tokens.ts';
import type { SandboxPool } from './sandbox-pool.ts';

/** What the drill host works with. */
export interface DrillHostParts {
  store: EventStore;
  clock: Clock;
  pool: SandboxPool;
  library: ScenarioLibrary;
  tokens: PlayerTokens;
  /** What a diagnosis may name. */
  stack: KnownStack;
  log: (line: string) => void;
  /** Something in the live drill changed. */
  onChange: () => void;
  /** What was just stored, for those who only listen. */
  onEvents?: (drill: { drillId: string; plan: Plan }, events: readonly DrillEvent[]) => void;
}
