/** Milestones and the spans between them. */
import type { DrillEventOf } from '../drill/events.ts';
import { type Milestone, milestones } from '../drill/values.ts';
import type { CaseFile } from './case-file.ts';
import type { Timings } from './document.ts';

export function timingsOf({ events, debrief, startMs }: CaseFile): Timings {
  const reached = events.filter((event): event is DrillEventOf<'milestoneReached'> => event.type === 'milestoneReached');
  const seqOf = (milestone: Milestone): string => {
    const event = reached.findLast(({ data }) => data.milestone === milestone);
    return event ? `event ${event.seq}` : '';
  };
  const at = (milestone: Milestone): number | null => {
    const atMs = debrief.milestones[milestone];
    return atMs === undefined ? null : atMs - startMs;
  };
  return {
    milestones: milestones.map((milestone) => ({ milestone, atMs: at(milestone), reference: seqOf(milestone) })),
    timeToDetectMs: span(at('impact'), at('paged')),
    timeToAcknowledgeMs: span(at('paged'), at('acknowledged')),
    timeToMitigateMs: span(at('impact'), at('recovered')),
    timeToResolveMs: span(at('impact'), at('resolved')),
  };
}

function span(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null ? null : toMs - fromMs;
}
