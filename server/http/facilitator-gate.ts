/** Who may facilitate: whoever holds the key. Wrong keys are counted by address; the right one always opens. */
import type { NextFunction, Request, Response } from 'express';
import { refuse } from './answers.ts';
import { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts';
import { bearer, sameSecret } from './identity.ts';

const wrongKeys = 20;
const wrongKeysMs = 60_000;

/**
 * A key of 72 bits is not found by trying; the limit keeps a gone-wild client from filling the log. It never locks out
 * the facilitator, who may share an address with whoever is guessing.
 */
export function facilitatorGate(key: string, limit: AttemptLimit = createAttemptLimit(wrongKeys, wrongKeysMs)) {
  return function requireFacilitator(request: Request, response: Response, next: NextFunction): void {
    const given = bearer(request);
    const address = request.socket.remoteAddress ?? '';
    if (sameSecret(given, key)) return next();
    if (!limit.allows(address)) return refuse(response, 'too_many_tries');
    if (given !== '') limit.failed(address);
    refuse(response, 'forbidden');
  };
}
