import * as z from 'zod';
import type { SloPlan } from '../scenario/plan.ts';
import type { Finding } from '../scenario/problem.ts';

/** A document that is no SLO we can measure; the message names the field and what belongs there. */
export class OpenSloError extends Error {
  readonly code = 'open_slo_invalid';
}

export const openSloVersion = z.literal('openslo/v1', { error: 'apiVersion: openslo/v1' });
const milliseconds = 'whole milliseconds in quotes, such as "300"';
const oneWindow = 'one window, {duration: 30d, isRolling: true}: budgets here are of 30 days';
const oneObjective = 'one objective with a target';
const share = 'a share between 0 and 1, such as 0.99';

/** Of every issue, the message is what belongs there. */
const documentSchema = z.object(
  {
    apiVersion: openSloVersion,
    kind: z.literal('SLO', { error: 'kind: SLO' }),
    metadata: z.object(
      {
        name: z.string({ error: 'a name' }).regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and dashes'),
        displayName: z.string({ error: 'what users get, in a few words' }),
        annotations: z.object(
          {
            'brownout/journey': z.enum(['browse', 'checkout', 'order'], { error: 'whose events are counted: browse, checkout or order' }),
            'brownout/sli': z.enum(['availability', 'latency', 'freshness'], {
              error: 'what makes an event bad: availability, latency or freshness',
            }),
            'brownout/threshold-ms': z.string({ error: milliseconds }).regex(/^[1-9]\d*$/, milliseconds),
          },
          { error: 'brownout/journey, brownout/sli and brownout/threshold-ms: what is measured, which OpenSLO leaves to the tool' },
        ),
      },
      { error: 'name, displayName and annotations' },
    ),
    spec: z.object(
      {
        timeWindow: z
          .tuple([z.object({ duration: z.literal('30d', { error: oneWindow }), isRolling: z.literal(true, { error: oneWindow }) })], {
            error: oneWindow,
          })
          .optional(),
        budgetingMethod: z.literal('Occurrences', { error: 'budgetingMethod: Occurrences, since events are counted' }),
        objectives: z.tuple([z.object({ target: z.number({ error: share }).gt(0, share).lt(1, share) }, { error: oneObjective })], {
          error: oneObjective,
        }),
      },
      { error: 'budgetingMethod and objectives' },
    ),
  },
  { error: 'an OpenSLO document' },
);

/** The objective a document states, or everything that is wrong with it. */
export function checkOpenSlo(document: unknown): { ok: true; slo: SloPlan } | { ok: false; findings: Finding[] } {
  const result = documentSchema.safeParse(document);
  if (!result.success) return { ok: false, findings: findingsIn(document, result.error) };
  const { metadata, spec } = result.data;
  const { 'brownout/journey': journey, 'brownout/sli': sli, 'brownout/threshold-ms': threshold } = metadata.annotations;
  if ((journey === 'order') !== (sli === 'freshness')) {
    const message = `metadata.annotations: journey is ${journey} and sli is ${sli}`;
    const expected = 'freshness for the journey order: an order is measured by it and only an order is';
    return { ok: false, findings: [{ path: ['metadata', 'annotations'], message, expected }] };
  }
  const { name, displayName } = metadata;
  return { ok: true, slo: { name, displayName, journey, sli, thresholdMs: Number(threshold), objective: spec.objectives[0].target } };
}

/**
 * Reads one parsed OpenSLO document (`openslo/v1`, kind SLO). What is measured stands in its `brownout/*` annotations,
 * because OpenSLO leaves the metric source to the tool.
 * @throws OpenSloError
 */
export function parseOpenSlo(document: unknown): SloPlan {
  const checked = checkOpenSlo(document);
  if (checked.ok) return checked.slo;
  throw new OpenSloError(checked.findings.map(({ message, expected }) => `${message} (expected ${expected})`).join('; '));
}

/** @param error of a schema whose messages say what belongs there */
export function findingsIn(document: unknown, error: z.ZodError): Finding[] {
  return error.issues.map(({ path, message }) => {
    const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
    const state = keys.reduce<unknown>(valueAt, document) === undefined ? 'is missing' : 'is not usable';
    return { path: keys, message: `${keys.join('.') || 'document'}: ${state}`, expected: message };
  });
}

function valueAt(holder: unknown, key: string | number): unknown {
  return typeof holder === 'object' && holder !== null ? (holder as Record<string | number, unknown>)[key] : undefined;
}
