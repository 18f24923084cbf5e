/** Who may facilitate: whoever holds the key. Wrong keys are counted by address; the right one always opens. */
import type { NextFunction, Request, Response } from 'express';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import { refuse } from './answers.ts';
import { type AttemptLimit, createAttemptLimit } from './attempt-limit.ts';
import { bearer, sameSecret } from './identity.ts';

const wrongKeys = 20;
const wrongKeysMs = 60_000;

interface Gate {
  limit?: AttemptLimit;
  /** Where another form of answer is expected than the house's own. */
  answer?: (response: Response, code: Extract<ErrorCode, 'forbidden' | 'too_many_tries'>) => void;
}

/**
 * A key of 72 bits is not found by trying; the limit keeps a gone-wild client from filling the log. It never locks out
 * the facilitator, who may share an address with whoever is guessing.
 */
export function facilitatorGate(key: string, { limit = createAttemptLimit(wrongKeys, wrongKeysMs), answer = refuse }: Gate = {}) {
  return function requireFacilitator(request: Request, response: Response, next: NextFunction): void {
    const given = bearer(request);
    const address = request.socket.remoteAddress ?? '';
    if (sameSecret(given, key)) return next();
    if (!limit.allows(address)) return answer(response, 'too_many_tries');
    if (given !== '') limit.failed(address);
    answer(response, 'forbidden');
  };
}
