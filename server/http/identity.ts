/** Who asks: always from the authorization header, never from the body. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';

export function bearer(request: Request): string {
  return /^Bearer (\S{1,1000})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/** Compares without telling by its duration how much was right. */
export function sameSecret(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
