import type { OpenGameDay } from '../../core/protocol/commands.ts';
import type { EventStore } from '../ports/event-store.ts';

/** What opens the same incident for the next group, in the same kind of room; null for an unknown drill. */
export async function sameAgain(store: Pick<EventStore, 'read' | 'readPlan'>, drillId: string): Promise<OpenGameDay | null> {
  const plan = await store.readPlan(drillId);
  if (!plan) return null;
  const [opened] = await store.read(drillId);
  return { scenarioId: plan.scenarioId, seed: plan.seed, splitDesk: opened?.type === 'drillOpened' && opened.data.splitDesk === true };
}
