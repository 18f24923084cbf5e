/** What faults on a link have in common. */
import * as z from 'zod';
import type { ParameterSpec } from '../controls/control.ts';
import { choiceParameter, numberParameter } from '../controls/parameters.ts';
import type { StandingOperation, ToxicSpec } from '../sandbox/operations.ts';
import { type SeedWrap, shareSchema } from './quantities.ts';

/**
 * - `link`: as in stack.yaml. - `stream`: upstream is client to server; downstream, the default, is the answers.
 * - `toxicity`: share of connections that are affected, 1 by default.
 */
export const linkFields = (seeded: SeedWrap) => ({
  link: seeded(z.string()).describe('Link that it happens to, as caller->called: catalog->redis.'),
  stream: seeded(z.enum(['upstream', 'downstream']))
    .optional()
    .describe('Way of the link: downstream (default) is what the called one answers, upstream is what it is asked.'),
  toxicity: seeded(shareSchema).optional().describe('Share of the connections that it happens to, 0 to 1; all of them when left out.'),
});

/** The same for a form. */
export const linkParameters: readonly ParameterSpec[] = [
  choiceParameter('stream', ['downstream', 'upstream'], 'downstream'),
  numberParameter('toxicity', { unit: 'share', min: 0.01, max: 1, default: 1 }),
];

interface OnLink {
  link: string;
  stream?: ToxicSpec['stream'] | undefined;
  toxicity?: number | undefined;
}

/** A toxic on every proxy of the link. */
export function linkToxic(on: OnLink, type: ToxicSpec['type'], attributes: Record<string, number>): StandingOperation {
  return { kind: 'toxic', link: on.link, toxic: { type, stream: on.stream ?? 'downstream', toxicity: on.toxicity ?? 1, attributes } };
}

/** `, on 30 % of connections` where it is not all of them. */
export function describeShare({ toxicity }: OnLink): string {
  return toxicity === undefined || toxicity === 1 ? '' : `, on ${Math.round(toxicity * 100)} % of connections`;
}
