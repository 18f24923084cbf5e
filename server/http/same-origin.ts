/** Another site's page must not act here with its visitor's network: a browser names the page's origin, and it has to be ours. */

import type { IncomingHttpHeaders } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { refuse } from './answers.ts';

/** True without an origin (no browser page sent it) and when it names the host that was asked. */
export function isSameOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return true;
  try {
    return host !== undefined && new URL(origin).host === host.toLowerCase();
  } catch {
    // `Origin: null` of a sandboxed or local page.
    return false;
  }
}

export function requireSameOrigin(request: Request, response: Response, next: NextFunction): void {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads || isSameOrigin(request.headers)) next();
  else refuse(response, 'forbidden', 'this comes from a page of another site; open Brownout under its own address');
}
