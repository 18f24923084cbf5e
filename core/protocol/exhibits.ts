/**
 * What a view showed at the moment it was cited, kept with the drill: `GET /api/v1/drills/:drillId/exhibits?kind=&ref=&atMs=`, the evidence's own
 * words. Traces and signals are recorded as they are; of everything else a look is kept.
 */
import * as z from 'zod';
import { takenProfileSchema } from '../profile/taken.ts';
import { breakdownSchema, heatmapSchema } from './breakdown.ts';
import { drillViewSchema } from './drill-view.ts';
import type { Evidence } from './evidence.ts';
import { logListSchema, logPatternListSchema } from './logs.ts';
import { panelSchema } from './panels.ts';
import { traceSummarySchema } from './traces.ts';

const shownSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('panel'), panel: panelSchema }),
  z.object({ kind: z.literal('profile'), taken: takenProfileSchema }),
  z.object({ kind: z.literal('logs'), logs: logListSchema.shape.logs }),
  /** With the newest lines of each pattern. */
  z.object({ kind: z.literal('patterns'), list: logPatternListSchema, logs: logListSchema.shape.logs }),
  z.object({ kind: z.literal('traces'), traces: z.array(traceSummarySchema) }),
  z.object({ kind: z.literal('metrics'), breakdown: breakdownSchema, heatmap: heatmapSchema }),
  /** Entries of the drill: alerts, changes, tickets and what the pod asked for. */
  z.object({ kind: z.literal('drill'), drill: drillViewSchema }),
]);
export type Shown = z.infer<typeof shownSchema>;

export const exhibitSchema = z.object({
  /** When it was cited: the same moment on the drill's clock and on the wall's, milliseconds. */
  gameMs: z.number(),
  wallMs: z.number(),
  shown: shownSchema,
});
export type Exhibit = z.infer<typeof exhibitSchema>;

/** Name of an exhibit in its drill. */
export const exhibitKeyOf = ({ kind, ref, atMs }: Pick<Evidence, 'kind' | 'ref' | 'atMs'>): string => `${kind} ${ref} ${atMs}`;
