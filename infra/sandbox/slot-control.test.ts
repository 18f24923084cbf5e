import { afterEach, expect, test, vi } from 'vitest';
import type { SlotDesired } from '../../core/sandbox/messages.ts';
import { SlotControl } from './slot-control.ts';

afterEach(() => vi.unstubAllGlobals());

const desired: SlotDesired = {
  version: '1.0.0',
  behaviours: {},
  policies: {},
  flags: {},
  hooks: [],
  endpoints: {},
  consumer: 'running',
};

/** Answers in turn; what `fetch` throws wraps the cause, as the real one does. */
function fetchAnswering(...causes: string[]): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () => {
    const code = causes.shift();
    if (code) throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
    return new Response('{"applied":["flags"]}');
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('[SC1] an instance whose door is not even answered is asked again for as long as it may burn', async () => {
  const slow = 'UND_ERR_CONNECT_TIMEOUT';
  const fetched = fetchAnswering(slow, slow, slow, slow);
  await expect(new SlotControl(1, 'secret').apply(desired)).resolves.toEqual(['flags']);
  expect(fetched).toHaveBeenCalledTimes(5);
});

test('[SC2] one that is gone is asked three times in all and then given up', async () => {
  const gone = 'ECONNREFUSED';
  const fetched = fetchAnswering(gone, gone, gone, gone);
  await expect(new SlotControl(1, 'secret').apply(desired)).rejects.toThrow(`PUT /control/desired: ${gone}`);
  expect(fetched).toHaveBeenCalledTimes(3);
});

test('[SC3] so is one that is only asked what it is, until its time is over', async () => {
  const fetched = fetchAnswering('UND_ERR_CONNECT_TIMEOUT');
  await expect(new SlotControl(1, 'secret').state()).resolves.toEqual({ applied: ['flags'] });
  expect(fetched).toHaveBeenCalledTimes(2);
});
