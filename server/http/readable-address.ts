import type { NextFunction, Request, Response } from 'express';
import { refuse } from './answers.ts';

/** Nothing here is called by characters that nobody can read, and the store cannot even look for them. */
const unreadable = /%(?:[01][0-9a-f]|7f)/i;

export function requireReadableAddress(request: Request, response: Response, next: NextFunction): void {
  if (unreadable.test(request.path)) refuse(response, 'not_found');
  else next();
}
