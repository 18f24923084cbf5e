/** The query of a search for traces. */
import type { Request, Response } from 'express';
import * as z from 'zod';
import type { TraceQuery } from '../ports/telemetry.ts';
import { refuse } from './answers.ts';
import { describeIssues } from './parse.ts';
import { plainText } from './plain-text.ts';
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
  const asked = readTraceSearch(plainText(request.query));
  if ('query' in asked) return asked.query;
  refuse(response, asked.code, asked.problem);
  return null;
}

type ReadSearch = { query: TraceQuery } | { code: 'bad_message' | 'bad_parameter'; problem: string };

/** @param words by name, as they stand in a query */
export function readTraceSearch(words: unknown): ReadSearch {
  const asked = querySchema.safeParse(words);
  if (!asked.success) return { code: 'bad_message', problem: describeIssues(asked.error) };
  const unfit = asked.data.attribute.map(attributeOf).find(({ key }) => !isPublicAttribute(key));
  if (unfit === undefined) return { query: queryOf(asked.data) };
  return { code: 'bad_parameter', problem: `attribute: write key=value, with a key that spans show; "${unfit.key}" is none` };
}

function queryOf({ limit, order, fromMs, toMs, link, minMs, maxMs, ...rest }: Asked): TraceQuery {
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
    attributes: rest.attribute.map(attributeOf),
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
