/** What pods told the public, from their logs. Anybody may poll a page, so that no poll reads a whole log but the first. */
import { type CommunicationState, nothingTold } from '../../core/drill/communication-state.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import { pageOf } from '../../core/drill/rules/status-page.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import type { EventStore } from '../ports/event-store.ts';

export interface PublicPage {
  page: CommunicationState['page'];
  slos: readonly SloPlan[];
}

export interface PublicPages {
  /** Null for an unknown drill. */
  of(drillId: string): Promise<PublicPage | null>;
}

interface Kept extends PublicPage {
  /** Position up to which its log was read. */
  seq: number;
  /** Nothing is published any more. */
  isOver: boolean;
}

/** Those looked at last; any other one is read anew. */
const keptPages = 64;

export function createPublicPages(store: Pick<EventStore, 'read' | 'readPlan'>): PublicPages {
  const kept = new Map<string, Kept>();
  const begin = async (drillId: string): Promise<Kept | null> => {
    const plan = await store.readPlan(drillId);
    return plan && { page: nothingTold.page, slos: plan.slos, seq: -1, isOver: false };
  };
  return {
    async of(drillId) {
      const known = kept.get(drillId) ?? (await begin(drillId));
      if (!known) return null;
      const now = known.isOver ? known : readOn(known, await store.read(drillId, known.seq));
      // The newest last.
      kept.delete(drillId);
      kept.set(drillId, now);
      const [oldest] = kept.keys();
      if (kept.size > keptPages && oldest !== undefined) kept.delete(oldest);
      return { page: now.page, slos: now.slos };
    },
  };
}

function readOn(known: Kept, events: readonly DrillEvent[]): Kept {
  const isOver = events.some(({ type }) => type === 'drillEnded');
  return { ...known, page: pageOf(events, known.page), seq: events.at(-1)?.seq ?? known.seq, isOver };
}
