/** The seats and the channel at the edge: what a browser sends, and what it gets for it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestApp, type TestApp, type Visit } from './test-app.fixture.ts';

let edge: TestApp;
let ana: Visit;
let bo: Visit;

beforeEach(async () => {
  edge = await openTestApp();
  const { playerToken } = await edge.start({ playerName: 'Ana' });
  await edge.house.pass(30);
  const joined = (await edge.join({ name: 'Bo', role: 'operations' })).body;
  ana = await edge.visit({ token: playerToken });
  bo = await edge.visit({ token: String(joined['playerToken']) });
  await ana.send({ type: 'takeSeat', commandId: 'seat', role: 'commander' });
});

afterEach(() => edge.close());

const status = (commandId: string) => ({ type: 'setStatus', commandId, status: 'investigating' });
const playerIdOf = (name: string): string => edge.house.host.currentView()?.players.find((player) => player.name === name)?.playerId ?? '';

test('[RM21] a command of another’s seat is refused with whom to ask; once its holder is gone for a while it is taken', async () => {
  expect(edge.house.host.currentView()?.phase).toBe('live');
  expect(await bo.send(status('1'))).toMatchObject({ ok: false, code: 'role_forbids', detail: 'Ask Ana (commander).' });
  ana.socket.disconnect();
  await bo.hears('presence', ({ online }) => online.length === 1);
  expect(await bo.send(status('2'))).toMatchObject({ ok: false, code: 'role_forbids' });
  await edge.house.clock.advance(21_000);
  expect(await bo.send(status('3'))).toMatchObject({ ok: true });
});

test('[RM21] a seat is offered, seen by the other one at once, and theirs when they accept', async () => {
  const to = playerIdOf('Bo');
  expect(await ana.send({ type: 'offerSeat', commandId: 'h', to })).toMatchObject({ ok: true });
  const { view } = await bo.hears('drill', (message) => (message.view?.seatOffers.length ?? 0) > 0);
  const [offer] = view?.seatOffers ?? [];
  expect(offer).toMatchObject({ role: 'commander', from: playerIdOf('Ana'), to });
  expect(await bo.send(status('1'))).toMatchObject({ ok: false, code: 'role_forbids' });
  const accept = { type: 'answerOffer', commandId: 'a', offerId: offer?.offerId, accept: true };
  expect(await ana.send(accept)).toMatchObject({ ok: false, code: 'unknown_offer' });
  expect(await bo.send(accept)).toMatchObject({ ok: true });
  const { entries } = await ana.hears('timeline', (message) => message.entries.some(({ text }) => text.startsWith('I have command')));
  expect(entries.at(-1)).toMatchObject({ kind: 'seat', from: 'Bo' });
  expect(await bo.send(status('2'))).toMatchObject({ ok: true });
  expect(await bo.send({ ...accept, commandId: 'again' })).toMatchObject({ ok: false, code: 'unknown_offer' });
  expect(await bo.send({ ...accept, commandId: 'x', offerId: 'x'.repeat(100) })).toMatchObject({ ok: false, code: 'bad_message' });
});

test('[RM21] an offer is off as soon as the other one has been gone for a while, without anybody doing anything', async () => {
  await ana.send({ type: 'offerSeat', commandId: 'h', to: playerIdOf('Bo') });
  bo.socket.disconnect();
  await ana.hears('presence', ({ online }) => online.length === 1);
  await edge.house.pass(5);
  expect(edge.house.host.currentView()?.seatOffers).toHaveLength(1);
  await edge.house.pass(20);
  expect(edge.house.host.currentView()?.seatOffers).toEqual([]);
  expect(edge.house.host.timeline().some(({ text }) => text.includes('who is away'))).toBe(true);
});

test('[RM22] words that are too long, or mark and reorder, harm nobody: refused with what is wrong, or plain text', async () => {
  const say = (commandId: string, text: string) => bo.send({ type: 'postNote', commandId, text });
  expect(await say('long', 'x'.repeat(50_000))).toMatchObject({ ok: false, code: 'bad_message', detail: expect.stringContaining('text') });
  expect(await say('mark', '\u202Eevil\u2066 <img src=x onerror=alert(1)>')).toMatchObject({ ok: true });
  const { entries } = await ana.hears('timeline', (message) => message.entries.some(({ text }) => text.includes('evil')));
  expect(entries.at(-1)?.text).toBe('evil <img src=x onerror=alert(1)>');
});

test('[RM22] a pin, a rewording and a decision come as lines that refer to others; late comers get the same', async () => {
  await bo.send({ type: 'postNote', commandId: 'n', text: 'its redis' });
  const index = edge.house.host.timeline().findIndex(({ text }) => text === 'its redis');
  expect(await bo.send({ type: 'editMessage', commandId: 'e', index, text: 'It is Redis.' })).toMatchObject({ ok: true });
  expect(await ana.send({ type: 'editMessage', commandId: 'e', index, text: 'mine' })).toMatchObject({ ok: false, code: 'not_yours' });
  expect(await bo.send({ type: 'pinLine', commandId: 'p', index })).toMatchObject({ ok: false, code: 'role_forbids' });
  expect(await ana.send({ type: 'pinLine', commandId: 'p', index })).toMatchObject({ ok: true });
  const late = await edge.visit();
  const { entries } = await late.hears('timeline');
  expect(entries.slice(-2)).toMatchObject([
    { kind: 'edit', refers: index, text: 'It is Redis.' },
    { kind: 'pin', refers: index, from: 'Ana' },
  ]);
});

test('[RM22] nobody fills the channel with pins either', async () => {
  const { token } = ana.socket.auth as { token: string };
  // Over two tabs: one connection alone takes twenty commands in a second.
  const other = await edge.visit({ token });
  for (let n = 0; n < 15; n += 1) {
    expect(await ana.send({ type: 'pinLine', commandId: `p${n}`, index: 0 })).toMatchObject({ ok: true });
    expect(await other.send({ type: 'unpinLine', commandId: `u${n}`, index: 0 })).toMatchObject({ ok: true });
    await edge.house.clock.advance(100);
  }
  const more = { type: 'pinLine', commandId: 'more', index: 0 };
  expect(await ana.send(more)).toMatchObject({ ok: false, code: 'too_fast', detail: expect.stringContaining('30 messages') });
});
