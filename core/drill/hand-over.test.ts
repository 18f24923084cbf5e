import { describe, expect, it } from 'vitest';
import type { Role } from '../protocol/roles.ts';
import type { Actor, DrillEvent } from './events.ts';
import { replay } from './evolve.ts';
import { nextDueMs } from './next-due.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, room, type Simulation, sampleOf, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

const chi: Actor = { kind: 'player', id: 'p-3', name: 'Chi' };

function join(sim: Simulation, actor: Actor, role?: Role): void {
  sim.send('join', { playerId: actor.id, name: actor.name, ...(role === undefined ? {} : { role }) }, { actor });
}

/** Nothing happens by itself in it. */
const plan = planOf({ script: [] });

/** Live since 10 s of game time: Ana commands, Ben writes, Chi has no seat. */
function played(): Simulation {
  const sim = simulate(plan);
  sim.goLive();
  join(sim, ana, 'commander');
  join(sim, ben, 'scribe');
  join(sim, chi);
  sim.news();
  return sim;
}

const offer = (sim: Simulation, to: Actor, from: { actor?: Actor; away?: string[] } = {}) =>
  sim.send('offerSeat', { to: to.id }, { actor: ana, ...from });
const answer = (sim: Simulation, accept: boolean, { actor = ben, offerId = 'offer-1' } = {}) =>
  sim.send('answerOffer', { offerId, accept }, { actor });
const seatsOf = ({ state }: Simulation) => state.players.map(({ role }) => role);
const lastLine = ({ state }: Simulation) => state.timeline.at(-1);
const typesOf = (sim: Simulation) => sim.news().map(({ type }) => type);

describe('RO13 a seat is offered', () => {
  it('to a named person, for a minute, and nothing changes hands yet', () => {
    const sim = played();
    sim.play(7);
    expect(offer(sim, ben).ok).toBe(true);
    expect(sim.news()).toEqual([
      {
        atMs: 17_000,
        type: 'seatOffered',
        data: { offerId: 'offer-1', role: 'commander', from: 'p-1', to: 'p-2', lapsesAtMs: 77_000 },
      },
    ]);
    expect(seatsOf(sim)).toEqual(['commander', 'scribe', null]);
    expect(lastLine(sim)).toMatchObject({
      kind: 'seat',
      from: 'Ana',
      text: 'Offers the seat to Ben: commander. It is handed over when Ben accepts, within 60 s.',
      atMs: 17_000,
    });
    expect(viewOf(sim.state, sim.nowMs).seatOffers).toEqual([
      { offerId: 'offer-1', role: 'commander', from: 'p-1', to: 'p-2', atMs: 17_000, lapsesAtMs: 77_000 },
    ]);
    expect(sim.send('setStatus', { status: 'investigating' }, { actor: ben })).toMatchObject({ ok: false, code: 'role_forbids' });
  });

  it('refused: no seat, to oneself, to nobody, to somebody who is away, twice to the same', () => {
    const sim = played();
    expect(offer(sim, ben, { actor: chi })).toMatchObject({ ok: false, code: 'bad_parameter' });
    expect(offer(sim, ana)).toMatchObject({ ok: false, code: 'already_done' });
    expect(offer(sim, { ...ben, id: 'p-9' })).toMatchObject({ ok: false, code: 'not_found' });
    expect(offer(sim, ben, { actor: { ...ana, id: 'p-9' } })).toMatchObject({ ok: false, code: 'not_found' });
    expect(offer(sim, ben, { away: [ben.id] })).toMatchObject({ ok: false, code: 'bad_parameter' });
    expect(sim.news()).toEqual([]);
    offer(sim, ben);
    expect(offer(sim, ben)).toMatchObject({ ok: false, code: 'already_done' });
    sim.send('endAndDebrief', { reason: 'over' }, { actor: facilitator });
    expect(offer(sim, chi)).toMatchObject({ ok: false, code: 'wrong_phase' });
    expect(viewOf(sim.state, sim.nowMs).seatOffers).toEqual([]);
  });

  it('to somebody else instead: the former offer is taken back', () => {
    const sim = played();
    offer(sim, ben);
    expect(offer(sim, chi).ok).toBe(true);
    expect(typesOf(sim)).toEqual(['seatOffered', 'seatOfferEnded', 'seatOffered']);
    expect(sim.state.seatOffers).toMatchObject([{ offerId: 'offer-2', to: 'p-3' }]);
    expect(answer(sim, true)).toMatchObject({ ok: false, code: 'unknown_offer' });
  });
});

describe('RO15 it is answered', () => {
  it('accepted it is handed over, with its time: who had it is without a seat, who takes it leaves theirs and says so', () => {
    const sim = played();
    offer(sim, ben);
    sim.play(5);
    sim.news();
    expect(answer(sim, true).ok).toBe(true);
    expect(sim.events.at(-1)).toMatchObject({
      type: 'seatHandedOver',
      atMs: 15_000,
      actor: { id: 'p-2' },
      data: { from: 'p-1', to: 'p-2', toName: 'Ben', role: 'commander', left: 'scribe' },
    });
    expect(seatsOf(sim)).toEqual([null, 'commander', null]);
    expect(lastLine(sim)).toMatchObject({ kind: 'seat', from: 'Ben', text: 'I have command. Ana has handed it over. Ben leaves: scribe.' });
    expect(sim.state.seatOffers).toEqual([]);
    expect(sim.send('setStatus', { status: 'investigating' }, { actor: ben }).ok).toBe(true);
    expect(answer(sim, true)).toMatchObject({ ok: false, code: 'unknown_offer' });
  });

  it('any other seat in its own words', () => {
    const sim = played();
    offer(sim, chi, { actor: ben });
    answer(sim, true, { actor: chi });
    expect(lastLine(sim)).toMatchObject({ from: 'Chi', text: 'I have the seat: scribe. Ben has handed it over.' });
  });

  it('declined or taken back everything stays as it was, and the room reads it', () => {
    const sim = played();
    offer(sim, ben);
    expect(answer(sim, false).ok).toBe(true);
    expect(lastLine(sim)).toMatchObject({ kind: 'seat', from: 'Ben', text: 'Declined the seat that Ana offered: commander.' });
    offer(sim, ben);
    expect(sim.send('withdrawOffer', { offerId: 'offer-2' }, { actor: ana }).ok).toBe(true);
    expect(lastLine(sim)).toMatchObject({ from: 'Ana', text: 'Took back the offer of the seat to Ben: commander.' });
    expect(seatsOf(sim)).toEqual(['commander', 'scribe', null]);
    expect(sim.state.seatOffers).toEqual([]);
  });

  it('by the one whom it was made to, and taken back by the one who made it; an observer may answer', () => {
    const sim = played();
    offer(sim, ben);
    sim.news();
    for (const actor of [ana, chi]) expect(answer(sim, true, { actor })).toMatchObject({ ok: false, code: 'unknown_offer' });
    expect(sim.send('withdrawOffer', { offerId: 'offer-1' }, { actor: ben })).toMatchObject({ ok: false, code: 'unknown_offer' });
    expect(answer(sim, true, { offerId: 'offer-9' })).toMatchObject({ ok: false, code: 'unknown_offer' });
    expect(sim.news()).toEqual([]);
    sim.send('takeSeat', { role: 'observer' }, { actor: ben });
    expect(answer(sim, true).ok).toBe(true);
    expect(seatsOf(sim)).toEqual([null, 'commander', null]);
  });
});

describe('RO16 it lapses', () => {
  it('after a minute, by time alone, once', () => {
    const sim = played();
    offer(sim, ben);
    sim.wait(59_999);
    expect(sim.state.seatOffers).toHaveLength(1);
    sim.news();
    sim.wait(100_000);
    const ended = sim.news().filter(({ type }) => type === 'seatOfferEnded');
    expect(ended).toEqual([
      {
        atMs: 70_000,
        type: 'seatOfferEnded',
        data: { offerId: 'offer-1', role: 'commander', from: 'p-1', to: 'p-2', why: 'lapsed' },
      },
    ]);
    expect(sim.state.timeline.findLast(({ kind }) => kind === 'seat')).toMatchObject({
      from: 'Brownout',
      text: 'Ben has not answered: Ana is still commander.',
    });
    expect(answer(sim, true)).toMatchObject({ ok: false, code: 'unknown_offer' });
  });

  it('a pause moves it, and in the lobby the clock stands', () => {
    const sim = played();
    offer(sim, ben);
    sim.send('pause', { reason: 'break' }, { actor: facilitator });
    expect(nextDueMs(sim.state)).toBeNull();
    sim.send('resume', {}, { actor: facilitator });
    expect(answer(sim, true).ok).toBe(true);

    const lobby = simulate(plan);
    lobby.send('open', { ...room, plan });
    join(lobby, ana, 'commander');
    join(lobby, ben);
    offer(lobby, ben);
    expect(nextDueMs(lobby.state)).toBeNull();
    expect(answer(lobby, true).ok).toBe(true);
  });

  it.each<[string, (sim: Simulation) => unknown, string]>([
    ['who offered it takes another seat', (sim) => sim.send('takeSeat', { role: 'operations' }, { actor: ana }), 'giverLeft'],
    ['the facilitator frees it', (sim) => sim.send('freeSeat', { playerId: ana.id }, { actor: facilitator }), 'giverLeft'],
    ['who offered it is away', (sim) => sim.send('postNote', { text: 'hm' }, { actor: chi, away: [ana.id] }), 'giverLeft'],
    ['who was asked is away', (sim) => sim.send('postNote', { text: 'hm' }, { actor: chi, away: [ben.id] }), 'takerLeft'],
  ])('at once when %s', (_name, leave, why) => {
    const sim = played();
    offer(sim, ben);
    leave(sim);
    expect(sim.state.seatOffers).toEqual([]);
    expect(sim.events.find(({ type }) => type === 'seatOfferEnded')?.data).toMatchObject({ offerId: 'offer-1', why });
    expect(answer(sim, true)).toMatchObject({ ok: false, code: 'unknown_offer' });
  });

  it('with a second that the host samples while one of them is away', () => {
    const sim = played();
    offer(sim, ben);
    sim.nowMs += 1_000;
    sim.send('recordSample', sampleOf({}, sim.nowMs), { away: [] });
    expect(sim.state.seatOffers).toHaveLength(1);
    sim.nowMs += 1_000;
    sim.send('recordSample', sampleOf({}, sim.nowMs), { away: [ben.id] });
    expect(sim.state.seatOffers).toEqual([]);
  });

  it('and a seat whose holder is away is still taken over at once, also while it is offered to another', () => {
    const sim = played();
    offer(sim, ben);
    expect(sim.send('takeSeat', { role: 'commander' }, { actor: chi, away: [ana.id] }).ok).toBe(true);
    expect(seatsOf(sim)).toEqual([null, 'scribe', 'commander']);
    expect(sim.state.seatOffers).toEqual([]);
  });
});

it('RO17 a log in which a seat was handed over at once replays, and reads as it did', () => {
  const sim = played();
  const handed: DrillEvent = {
    ...(sim.events.at(-1) as DrillEvent),
    seq: sim.events.length + 1,
    atMs: 20_000,
    commandId: 'old',
    actor: ana,
    type: 'seatHandedOver',
    data: { from: 'p-1', to: 'p-2', toName: 'Ben', role: 'commander', left: 'scribe' },
  };
  const state = replay(plan, [...sim.events, handed]);
  expect(state.players.map(({ role }) => role)).toEqual([null, 'commander', null]);
  expect(state.timeline.at(-1)).toMatchObject({
    from: 'Ana',
    text: 'Handed the seat to Ben: commander. Ben leaves: scribe.',
    atMs: 20_000,
  });
});

it('RO16 one jump and many small steps write the same', () => {
  const logs = [90_000, 1_000, 333].map((stepMs) => {
    const sim = played();
    offer(sim, ben);
    for (let leftMs = 90_000; leftMs > 0; leftMs -= stepMs) sim.wait(Math.min(stepMs, leftMs));
    return sim.events.map(({ commandId: _commandId, ...event }: DrillEvent) => event);
  });
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).toEqual(logs[0]);
});
