/** Who asks: always from the authorization header, never from the body. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Visitor } from '../visitor.ts';
import type { EdgeParts } from './parts.ts';

export function bearer(request: Request): string {
  return /^Bearer (\S{1,1000})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** Compares without telling by its duration how much was right. */
export function sameSecret(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a request has shown of itself. */
export function visitorOf(request: Request, { host, facilitatorKey }: Pick<EdgeParts, 'host' | 'facilitatorKey'>): Visitor {
  const key = bearer(request);
  return { identity: host.identify(key), isFacilitator: sameSecret(key, facilitatorKey) };
}
