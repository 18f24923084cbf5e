import type { Request, RequestHandler, Response } from 'express';
import type { ProfileWish } from '../../../../core/profile/taken.ts';
import { send } from './http/server.ts';
import { ProfileRefused, Profiling } from './profiling.ts';

const longestSeconds = 30;
/** A longer answer is not sent: a stack that is so large has no use as a picture. Characters. */
const longestAnswer = 6_000_000;

/** `POST {kind, seconds}`: answers with the profile when it is done; given up when the asker is gone. */
export function profileRoute(): RequestHandler {
  const profiling = new Profiling();
  return (request, response) => void answer(profiling, request, response);
}

async function answer(profiling: Profiling, request: Request, response: Response): Promise<void> {
  const wish = wishOf(request.body);
  if (!wish) {
    const message = `kind is cpu or heap, seconds a whole number from 1 to ${longestSeconds}`;
    return send(response, { status: 400, body: { code: 'invalid_profile', message } });
  }
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const text = JSON.stringify(await profiling.take(wish, gone.signal));
    if (text.length > longestAnswer) throw new ProfileRefused('the profile is too large; take a shorter one');
    response.type('json').send(text);
  } catch (error) {
    if (gone.signal.aborted) return;
    const isRefused = error instanceof ProfileRefused;
    const { message } = error as Error;
    send(response, { status: isRefused ? 409 : 500, body: { code: isRefused ? 'profile_refused' : 'internal', message } });
  }
}

function wishOf(body: unknown): Omit<ProfileWish, 'slot'> | null {
  const { kind, seconds } = (body ?? {}) as { kind?: unknown; seconds?: unknown };
  const fits = Number.isInteger(seconds) && (seconds as number) >= 1 && (seconds as number) <= longestSeconds;
  return fits && (kind === 'cpu' || kind === 'heap') ? { kind, seconds: seconds as number } : null;
}
