import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { getJson } from './api.ts';

const kept = (values: Record<string, string>) => ({
  getItem: (key: string) => values[key] ?? null,
  setItem: () => {},
  removeItem: () => {},
});

/** What the request to this path says of who asks. */
async function authorizationOf(path: string, key?: string): Promise<string | undefined> {
  const asked = vi.fn(async () => new Response('{}'));
  vi.stubGlobal('fetch', asked);
  await getJson(path, z.unknown(), key);
  const [, init] = asked.mock.calls[0] as unknown as [string, { headers: Record<string, string> }];
  return init.headers['authorization'];
}

afterEach(() => vi.unstubAllGlobals());

test('[SD17] what is asked of a drill is asked as who this browser is in it; nothing else tells who one is', async () => {
  const identities = JSON.stringify([{ drillId: 'INC-0007', playerId: 'p-1', playerToken: 'token-7' }]);
  vi.stubGlobal('localStorage', kept({ 'brownout.identities': identities }));
  vi.stubGlobal('sessionStorage', kept({}));
  expect(await authorizationOf('/api/v1/drills/INC-0007/traces?limit=5')).toBe('Bearer token-7');
  expect(await authorizationOf('/api/v1/drills/INC-0008/traces')).toBeUndefined();
  expect(await authorizationOf('/api/v1/home')).toBeUndefined();
  expect(await authorizationOf('/api/v1/drills/INC-0007/debrief', 'other')).toBe('Bearer other');
  vi.stubGlobal('sessionStorage', kept({ 'brownout.facilitatorKey': 'the-key' }));
  expect(await authorizationOf('/api/v1/drills/INC-0008/traces')).toBe('Bearer the-key');
});
