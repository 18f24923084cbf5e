/** Drills that have ended, of this server and of former ones, without anything that spoils their scenario. */
import type { DrillEvent } from '../../core/drill/events.ts';
import type { Home } from '../../core/protocol/messages.ts';
import type { EventStore } from '../ports/event-store.ts';

type Outcome = Home['ended'][number]['outcome'];

export interface EndedDrills {
  /** The newest first; `exceptId` is the one that runs. */
  list(exceptId: string | null): Promise<Home['ended']>;
}

const newest = 20;
/** The end is near the end of a log: after it come the undo, diagnoses and edits of the post-mortem. */
const tail = 60;

export function createEndedDrills(store: Pick<EventStore, 'list' | 'read'>): EndedDrills {
  const known = new Map<string, Outcome>();
  const outcomeOf = async (drillId: string, events: number): Promise<Outcome | undefined> => {
    const found = known.get(drillId) ?? endOf(await store.read(drillId, Math.max(-1, events - tail))) ?? endOf(await store.read(drillId));
    if (found) known.set(drillId, found);
    return found;
  };
  return {
    async list(exceptId) {
      const ended: Home['ended'] = [];
      for (const { drillId, events, openedAtMs } of await store.list()) {
        if (ended.length === newest) break;
        const outcome = drillId === exceptId ? undefined : await outcomeOf(drillId, events);
        if (outcome) ended.push({ drillId, openedAtMs, outcome });
      }
      return ended;
    },
  };
}

function endOf(events: readonly DrillEvent[]): Outcome | undefined {
  const end = events.find((event) => event.type === 'drillEnded');
  return end?.data.outcome;
}
