import { expect, test } from 'vitest';
import { afterAnswer } from './use-loaded.ts';

const away = { ok: false, code: 'store_unavailable', message: 'The event store does not answer.', detail: undefined } as const;
const read = { path: '/papers/releases', value: { releases: [] }, refused: null };

test('[UL1] what was read stays through a refusal at the same address, and is never taken for what another one holds', () => {
  expect(afterAnswer(read, '/papers/releases', away)).toEqual({ ...read, refused: away });
  expect(afterAnswer(read, '/papers/events', away)).toEqual({ path: '/papers/events', value: null, refused: away });
  expect(afterAnswer({ ...read, refused: away }, '/papers/releases', { ok: true, value: { releases: [] } })).toEqual(read);
});
