import { type SloPage, sloPageSchema } from '../../../core/protocol/slos.ts';
import { type Asked, useAsked } from '../use-asked.ts';

const refreshMs = 2000;

/** Objectives in full. */
export const useSloPage = (drillId: string): Asked<SloPage> => useAsked(`/api/v1/drills/${drillId}/slos`, sloPageSchema, refreshMs);
