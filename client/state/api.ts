/** Requests over HTTP. A refusal is data: `code`, a message that tells what to do, and sometimes a detail. */
import * as z from 'zod';
import { facilitatorKey, identityIn } from './identities.ts';
import { noteServerDate } from './server-clock.ts';

const refusalSchema = z.object({ code: z.string(), message: z.string(), detail: z.string().optional() });

export interface Refused {
  ok: false;
  code: string;
  message: string;
  detail: string | undefined;
}
export type Answer<T> = { ok: true; value: T } | Refused;

export function getJson<T>(path: string, schema: z.ZodType<T>, key?: string): Promise<Answer<T>> {
  return request(path, { schema, key, init: {} });
}

export function postJson<T>(
  path: string,
  body: unknown,
  { schema, key }: { schema: z.ZodType<T>; key?: string | undefined },
): Promise<Answer<T>> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return request(path, { schema, key, init });
}

/** What a person reads of a refusal. */
export function wordsOf({ message, detail }: { message: string; detail?: string | undefined }): string {
  return [message, detail].filter(Boolean).join(' ');
}

/** Who this browser is in the drill that is asked about: what lies on whose desk is decided by that. */
function ownKey(path: string): string | undefined {
  const drillId = /^\/api\/v1\/drills\/([^/?]+)\//.exec(path)?.[1];
  return drillId === undefined ? undefined : (identityIn(drillId)?.playerToken ?? facilitatorKey() ?? undefined);
}

interface Request<T> {
  schema: z.ZodType<T>;
  key: string | undefined;
  init: { method?: string; headers?: Record<string, string>; body?: string };
}

async function request<T>(path: string, { schema, key = ownKey(path), init }: Request<T>): Promise<Answer<T>> {
  const headers = { ...init.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch {
    return { ok: false, code: 'no_answer', message: 'The server cannot be reached; what you typed is kept. Try again.', detail: undefined };
  }
  noteServerDate(response.headers.get('date'));
  const body: unknown = await response.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (response.ok && parsed.success) return { ok: true, value: parsed.data };
  const refused = refusalSchema.safeParse(body);
  if (refused.success) return { ok: false, ...refused.data, detail: refused.data.detail };
  const message = response.ok
    ? 'The server sent something this page does not understand; reload the page.'
    : `The server answered ${response.status}.`;
  return { ok: false, code: 'not_understood', message, detail: undefined };
}
