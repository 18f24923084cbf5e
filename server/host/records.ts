/** What can be told of a drill from the store alone: works for ended drills of any former server too. */
import { debriefOf } from '../../core/drill/debrief.ts';
import type { DrillEvent } from '../../core/drill/events.ts';
import { buildPostmortem } from '../../core/postmortem/build.ts';
import { renderMarkdown } from '../../core/postmortem/markdown.ts';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import type { Debrief } from '../../core/protocol/messages.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { DrillSummary, EventStore } from '../ports/event-store.ts';

export interface DrillRecords {
  debrief(drillId: string): Promise<Debrief | ErrorCode>;
  postmortem(drillId: string): Promise<{ markdown: string } | { code: ErrorCode }>;
  log(drillId: string): Promise<DrillEvent[]>;
  list(): Promise<DrillSummary[]>;
}

export function createDrillRecords(store: EventStore): DrillRecords {
  const ended = async (drillId: string): Promise<{ plan: Plan; events: DrillEvent[] } | ErrorCode> => {
    const plan = await store.readPlan(drillId);
    if (!plan) return 'not_found';
    const events = await store.read(drillId);
    return events.some(({ type }) => type === 'drillEnded') ? { plan, events } : 'wrong_phase';
  };
  return {
    async debrief(drillId) {
      const found = await ended(drillId);
      return typeof found === 'string' ? found : debriefOf(found.events, found.plan);
    },
    async postmortem(drillId) {
      const found = await ended(drillId);
      return typeof found === 'string' ? { code: found } : { markdown: renderMarkdown(buildPostmortem(found.events, found.plan)) };
    },
    log: (drillId) => store.read(drillId),
    list: () => store.list(),
  };
}
