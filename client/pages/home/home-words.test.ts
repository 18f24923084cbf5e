import { expect, test } from 'vitest';
import { outcomes } from '../../../core/drill/values.ts';
import type { SandboxView } from '../../../core/protocol/messages.ts';
import { outcomeWords, startProgress, whyNotReady } from './home-words.ts';

const sandbox = (state: SandboxView['state'], message = 'm'): SandboxView => ({
  sandboxId: null,
  state,
  message,
  components: [],
  load: null,
});

test('every outcome has words of its own', () => {
  expect(new Set(outcomes.map(outcomeWords)).size).toBe(outcomes.length);
});

test('only a ready shop lets a drill start; otherwise the reason is told', () => {
  expect(whyNotReady(sandbox('ready'))).toBeNull();
  expect(whyNotReady(null)).toBe('Waiting for the server.');
  expect(whyNotReady(sandbox('busy'))).toBe('The shop is in a drill.');
  expect(whyNotReady(sandbox('starting', 'The shop starts.'))).toBe('The shop starts.');
  expect(whyNotReady(sandbox('failed', 'no port'))).toContain('no port');
});

test('progress counts what is up', () => {
  const part = (state: 'up' | 'starting') => ({ component: state, kind: 'service', state, version: null, tookMs: null, restarts: 0 });
  expect(startProgress({ ...sandbox('starting'), components: [part('up'), part('starting')] })).toEqual({ up: 1, of: 2 });
});
