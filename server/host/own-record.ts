/** What one person has played, from the tokens their browser kept. Of each drill only what they may know by now. */
import { debriefOf } from '../../core/drill/debrief.ts';
import { replay } from '../../core/drill/evolve.ts';
import { hopsBetween } from '../../core/drill/hops.ts';
import { owesDiagnosis } from '../../core/drill/rules/diagnosis.ts';
import type { DrillState } from '../../core/drill/state.ts';
import type { OwnDrill } from '../../core/protocol/own-record.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { DrillSummary, EventStore } from '../ports/event-store.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';
import type { PlayerTokens, TokenIdentity } from './player-tokens.ts';

export interface OwnRecords {
  /** Ended drills of these tokens, newest first; what is no token of this house is passed over. */
  of(playerTokens: readonly string[]): Promise<OwnDrill[]>;
}

interface OwnRecordParts {
  store: Pick<EventStore, 'list' | 'read' | 'readPlan'>;
  library: Pick<ScenarioLibrary, 'cards' | 'sheets'>;
  tokens: Pick<PlayerTokens, 'verify'>;
  stack: Pick<StackView, 'links'>;
}

type Figures = Pick<OwnDrill, 'outcome' | 'ordersLost' | 'toMitigateMs'>;
/** A drill that has ended, as far as its log had come. */
interface Known {
  events: number;
  state: DrillState;
  figures: Figures;
}

export function createOwnRecords({ store, library, tokens, stack }: OwnRecordParts): OwnRecords {
  // A log that has not grown is not read again.
  const known = new Map<string, Known>();
  const recordOf = async ({ drillId, events: count }: DrillSummary): Promise<Known | null> => {
    const found = known.get(drillId);
    if (found?.events === count) return found;
    const plan = await store.readPlan(drillId);
    const events = await store.read(drillId);
    if (!plan || !events.some(({ type }) => type === 'drillEnded')) return null;
    const { outcome, ordersLost, milestones } = debriefOf(events, plan);
    const { impact, recovered } = milestones;
    const toMitigateMs = impact === undefined || recovered === undefined ? null : recovered - impact;
    const fresh = { events: events.length, state: replay(plan, events), figures: { outcome, ordersLost, toMitigateMs } };
    known.set(drillId, fresh);
    return fresh;
  };
  const tell = ({ state, figures }: Known, { drillId, playerId }: TokenIdentity, openedAtMs: number): OwnDrill => {
    const told = toldOf(state, playerId, { stack, library });
    return {
      drillId,
      ...namesOf(state.plan, { isSealed: told === null, library }),
      openedAtMs,
      ...figures,
      role: state.players.find((player) => player.playerId === playerId)?.role ?? null,
      told,
    };
  };
  return {
    async of(playerTokens) {
      const mine = new Map(playerTokens.flatMap((token) => tokens.verify(token) ?? []).map((identity) => [identity.drillId, identity]));
      const drills: OwnDrill[] = [];
      if (mine.size === 0) return drills;
      for (const summary of await store.list()) {
        const identity = mine.get(summary.drillId);
        const record = identity ? await recordOf(summary) : null;
        if (identity && record) drills.push(tell(record, identity, summary.openedAtMs));
      }
      return drills;
    },
  };
}

/** Who plays a scenario has chosen it; which one a watch of a shift was is told with its truth. */
function namesOf(
  { scenarioId, shift }: DrillState['plan'],
  { isSealed, library }: { isSealed: boolean; library: Pick<ScenarioLibrary, 'cards'> },
): Pick<OwnDrill, 'scenarioId' | 'name'> {
  if (shift && isSealed) return { scenarioId: '', name: 'A watch of a shift' };
  return { scenarioId, name: library.cards().find((card) => card.scenarioId === scenarioId)?.name ?? scenarioId };
}

function toldOf(state: DrillState, playerId: string, { stack, library }: Pick<OwnRecordParts, 'stack' | 'library'>): OwnDrill['told'] {
  if (owesDiagnosis(state, playerId)) return null;
  const { title, capabilities, truth } = state.plan;
  const said = state.diagnoses.find((diagnosis) => diagnosis.playerId === playerId);
  const practices = library.sheets().find(({ scenarioId }) => scenarioId === state.plan.scenarioId)?.practices ?? [];
  const diagnosis = said ? { hops: hopsBetween(stack, said.component, truth.trigger.component) } : null;
  return { title, capabilities, practices, diagnosis };
}
