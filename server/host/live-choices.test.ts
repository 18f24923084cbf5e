import { expect, test } from 'vitest';
import type { LiveChoice, LiveQuery } from '../../core/sandbox/live.ts';
import { SandboxError } from '../ports/sandbox.ts';
import { LiveChoices } from './live-choices.ts';
import { createManualClock } from './manual-clock.fixture.ts';

const sessions: LiveQuery = { kind: 'sessions', target: 'postgres' };
const choice: LiveChoice = { value: 'orders/1', label: 'orders', facts: [] };

/** A sandbox that answers when the test says so. */
function open() {
  const clock = createManualClock();
  const asked: { query: LiveQuery; answer: (choices: LiveChoice[]) => void; fail: (error: Error) => void }[] = [];
  const sandbox = {
    inspect: (query: LiveQuery) =>
      new Promise<LiveChoice[]>((answer, fail) => {
        asked.push({ query, answer, fail });
      }),
  };
  return { clock, asked, choices: new LiveChoices({ sandbox, clock, log: () => {} }) };
}

test('[LC1] two who ask at once share one question, and its answer serves for a second', async () => {
  const { clock, asked, choices } = open();
  const both = [choices.of(sessions), choices.of(sessions)];
  expect(asked).toHaveLength(1);
  asked[0]?.answer([choice]);
  expect(await Promise.all(both)).toEqual([
    { ok: true, choices: [choice] },
    { ok: true, choices: [choice] },
  ]);
  await clock.advance(999);
  await choices.of(sessions);
  expect(asked).toHaveLength(1);
  await clock.advance(1);
  void choices.of(sessions);
  expect(asked).toHaveLength(2);
});

test('[LC2] another kind or another target is another question', () => {
  const { asked, choices } = open();
  void choices.of({ kind: 'offsets', target: 'fulfilment' });
  void choices.of({ kind: 'offsets', target: 'payments' });
  void choices.of({ kind: 'jobs', target: 'payments' });
  expect(asked.map(({ query }) => `${query.kind} ${query.target}`)).toEqual(['offsets fulfilment', 'offsets payments', 'jobs payments']);
});

test('[LC3] nobody waits longer than four seconds, and a slow engine is not asked again meanwhile', async () => {
  const { clock, asked, choices } = open();
  const first = choices.of(sessions);
  await clock.advance(4000);
  expect(await first).toMatchObject({ ok: false, code: 'no_answer' });
  const second = choices.of(sessions);
  expect(asked).toHaveLength(1);
  asked[0]?.answer([choice]);
  expect(await second).toEqual({ ok: true, choices: [choice] });
});

test('[LC4] a question that was lost is asked anew after a while', async () => {
  const { clock, asked, choices } = open();
  void choices.of(sessions);
  await clock.advance(20_000);
  const again = choices.of(sessions);
  expect(asked).toHaveLength(2);
  asked[1]?.answer([]);
  expect(await again).toEqual({ ok: true, choices: [] });
});

test('[LC5] a failure is a closed code without the words of the engine', async () => {
  const { asked, choices } = open();
  const answer = choices.of(sessions);
  asked[0]?.fail(new Error('fatal: the nightly report holds it'));
  expect(JSON.stringify(await answer)).not.toContain('nightly');
  expect(await answer).toMatchObject({ ok: false, code: 'no_answer' });
});

test.each([
  ['what is gone leaves nothing to choose from', 'gone', { ok: true, choices: [] }],
  ['a sandbox that went with its drill is asked too late', 'stopped', { ok: false, code: 'wrong_phase' }],
  ['what the sandbox does not have', 'unknown_target', { ok: false, code: 'unknown_control' }],
] as const)('[LC6] %s is an answer, and no failure', async (_name, code, expected) => {
  const { asked, choices } = open();
  const answer = choices.of(sessions);
  asked[0]?.fail(new SandboxError(code, 'the nightly report holds it'));
  expect(await answer).toMatchObject(expected);
  expect(JSON.stringify(await answer)).not.toContain('nightly');
});
