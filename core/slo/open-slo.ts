import * as z from 'zod';
import type { SloPlan } from '../scenario/plan.ts';

/** A document that is no SLO we can measure; the message names the field and what belongs there. */
export class OpenSloError extends Error {
  readonly code = 'open_slo_invalid';
}

const documentSchema = z.object({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata: z.object({
    name: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes'),
    displayName: z.string(),
    annotations: z.object({
      'brownout/journey': z.enum(['browse', 'checkout', 'order']),
      'brownout/sli': z.enum(['availability', 'latency', 'freshness']),
      'brownout/threshold-ms': z.string().regex(/^[1-9]\d*$/, 'expected whole milliseconds in quotes, such as "300"'),
    }),
  }),
  spec: z.object({
    budgetingMethod: z.literal('Occurrences'),
    objectives: z.tuple([z.object({ target: z.number().gt(0).lt(1) })]),
  }),
});

/**
 * Reads one parsed OpenSLO document (`openslo/v1`, kind SLO). What is measured stands in its `brownout/*` annotations,
 * because OpenSLO leaves the metric source to the tool.
 * @throws OpenSloError
 */
export function parseOpenSlo(document: unknown): SloPlan {
  const result = documentSchema.safeParse(document);
  if (!result.success) throw new OpenSloError(result.error.issues.map(describe).join('; '));
  const { metadata, spec } = result.data;
  const { 'brownout/journey': journey, 'brownout/sli': sli, 'brownout/threshold-ms': threshold } = metadata.annotations;
  if ((journey === 'order') !== (sli === 'freshness')) {
    throw new OpenSloError(
      `metadata.annotations: an order is measured by freshness and only an order is; here journey is ${journey} and sli is ${sli}`,
    );
  }
  return {
    name: metadata.name,
    displayName: metadata.displayName,
    journey,
    sli,
    thresholdMs: Number(threshold),
    objective: spec.objectives[0].target,
  };
}

function describe({ path, message }: { path: PropertyKey[]; message: string }): string {
  return `${path.map(String).join('.') || 'document'}: ${message}`;
}
