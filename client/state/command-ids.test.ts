import { expect, test } from 'vitest';
import { createCommandIds, sendOnce } from './command-ids.ts';

function ids() {
  let count = 0;
  let nowMs = 0;
  return { ids: createCommandIds({ make: () => `id-${++count}`, now: () => nowMs }), later: (ms: number) => (nowMs += ms) };
}

test('what was sent and never answered keeps its id when it is sent again; something else has its own', () => {
  const { ids: open } = ids();
  const first = open.of('restart catalog');
  expect(open.of('restart catalog')).toBe(first);
  expect(open.of('restart orders')).not.toBe(first);
});

test('after an answer the same words are a new act, and so they are when a long time has passed', () => {
  const { ids: open, later } = ids();
  const first = open.of('note');
  open.answered('note');
  const second = open.of('note');
  expect(second).not.toBe(first);
  later(11 * 60_000);
  expect(open.of('note')).not.toBe(second);
});

test('a refusal is an answer, silence is none', async () => {
  const sent: string[] = [];
  const deliver = (code: string) => async (command: { commandId: string }) => {
    sent.push(command.commandId);
    return { ok: false, code };
  };
  const command = { type: 'setReady', ready: true };
  await sendOnce(command, deliver('no_answer'));
  await sendOnce(command, deliver('too_fast'));
  await sendOnce(command, deliver('too_fast'));
  expect(sent[1]).toBe(sent[0]);
  expect(sent[2]).not.toBe(sent[1]);
});
