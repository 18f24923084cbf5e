/** The query of a search for traces. */
import type { Request, Response } from 'express';
import * as z from 'zod';
import type { TraceQuery } from '../ports/telemetry.ts';
import { refuse } from './answers.ts';
import { parseOrRefuse } from './parse.ts';
import { isPublicAttribute } from './span-attributes.ts';

const name = z.string().min(1).max(200).optional();
const mostAttributes = 5;

const querySchema = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  order: z.enum(['newest', 'slowest']).default('newest'),
  status: z.enum(['error', 'ok']).optional(),
  /** Of the root, milliseconds. */
  minMs: z.coerce.number().min(0).optional(),
  maxMs: z.coerce.number().min(0).optional(),
  /** Service of the root, or service and operation. */
  root: name,
  /** What one span of the trace must be: all of these together. */
  service: name,
  operation: name,
  slot: name,
  version: name,
  /** Links, divided by commas: a span over any of them fits. */
  link: z.string().max(1000).optional(),
  /** `key=value`, up to five times. */
  attribute: z
    .union([z.string().max(300), z.array(z.string().max(300)).max(mostAttributes)])
    .transform((given) => [given].flat())
    .default([]),
  /** Unix milliseconds between which a trace began. */
  fromMs: z.coerce.number().optional(),
  toMs: z.coerce.number().optional(),
});

type Asked = z.infer<typeof querySchema>;

/** Null when it was refused. */
export function readTraceQuery(request: Request, response: Response): TraceQuery | null {
  const asked = parseOrRefuse(querySchema as z.ZodType<Asked>, request.query, response);
  if (!asked) return null;
  const attributes = asked.attribute.map(attributeOf);
  const unfit = attributes.find(({ key }) => !isPublicAttribute(key));
  if (unfit) {
    refuse(response, 'bad_parameter', `attribute: write key=value, with a key that spans show; "${unfit.key}" is none`);
    return null;
  }
  const { limit, order, fromMs, toMs, link, minMs, maxMs, ...rest } = asked;
  return withoutAbsent({
    limit,
    order,
    minDurationMs: minMs,
    maxDurationMs: maxMs,
    status: rest.status,
    root: rest.root,
    service: rest.service,
    operation: rest.operation,
    slot: rest.slot,
    version: rest.version,
    links: link?.split(','),
    attributes,
    began: fromMs === undefined && toMs === undefined ? undefined : { fromMs: fromMs ?? 0, toMs: toMs ?? Number.MAX_SAFE_INTEGER },
  });
}

/** What spans do not show cannot be searched for either: a search would tell it. */
function attributeOf(words: string): { key: string; value: string } {
  const [key = '', ...value] = words.split('=');
  return { key: key.trim(), value: value.join('=').trim() };
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

function withoutAbsent(query: Loose<Required<TraceQuery>>): TraceQuery {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as unknown as TraceQuery;
}
