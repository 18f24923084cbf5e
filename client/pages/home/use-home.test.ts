import { expect, test } from 'vitest';
import type { Home } from '../../../core/protocol/messages.ts';
import { homeAfter } from './use-home.ts';

const home: Home = { live: null, scenarios: [], ended: [], lanUrls: [] };
const away = { ok: false, code: 'store_unavailable', message: 'The event store does not answer.', detail: undefined } as const;

test('[UH1] a refusal says what failed and that it is asked again, and leaves what was known', () => {
  const { home: known, problem } = homeAfter({ home, problem: null }, away);
  expect(known).toBe(home);
  expect(problem).toBe('The event store does not answer. The lists below are asked for again every 5 s.');
});

test('[UH2] an answer ends the problem', () => {
  expect(homeAfter({ home: null, problem: 'away' }, { ok: true, value: home })).toEqual({ home, problem: null });
});
