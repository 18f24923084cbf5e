import { expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { acceptWords, askedWords, offerable, offerBy, offersTo, type SeatOffer, timeLeft, waitingWords } from './seat-offers.ts';

const offer: SeatOffer = { offerId: 'offer-1', role: 'commander', from: 'p-1', to: 'p-2', atMs: 10_000, lapsesAtMs: 70_000 };
const player = (playerId: string, name: string, role: DrillView['players'][number]['role']) => ({
  playerId,
  name,
  role,
  ready: true,
  joinedAtMs: 0,
});
const room = {
  players: [player('p-1', 'Ana', 'commander'), player('p-2', 'Bo', 'scribe'), player('p-3', 'Chi', null)],
  seatOffers: [offer],
};

test('an offer concerns who made it and who is asked, and nobody else', () => {
  expect(offersTo(room, 'p-2')).toEqual([offer]);
  expect(offerBy(room, 'p-1')).toEqual(offer);
  for (const other of ['p-3', undefined]) {
    expect(offersTo(room, other)).toEqual([]);
    expect(offerBy(room, other)).toBeNull();
  }
});

test('both read whose seat it is, and what the other would leave', () => {
  expect(askedWords(room, offer)).toBe('Ana offers you the seat: Incident commander. You would leave: Scribe.');
  expect(askedWords(room, { ...offer, to: 'p-3' })).toBe('Ana offers you the seat: Incident commander.');
  expect(waitingWords(room, offer)).toBe('You have offered the seat to Bo: Incident commander. It is yours until they accept.');
});

test('command is taken in the words that are said on a call', () => {
  expect(acceptWords(offer)).toBe('I have command');
  expect(acceptWords({ ...offer, role: 'scribe' })).toBe('I take it');
});

test('the time that is left counts down to zero and stays there', () => {
  expect([10_000, 25_400, 69_001, 70_000, 99_000].map((nowMs) => timeLeft(offer, nowMs))).toEqual(['1:00', '0:45', '0:01', '0:00', '0:00']);
});

test('a seat can be offered to who is here and sits elsewhere, by who has one and has offered it to nobody yet', () => {
  const pod = { players: [...room.players, player('p-4', 'Dee', 'commander'), player('p-5', 'Eli', 'observer')], seatOffers: [] };
  const all = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
  const asked = (me: string | undefined, online = all) => offerable(pod, me, online).map(({ name }) => name);
  expect(asked('p-1')).toEqual(['Bo', 'Chi', 'Eli']);
  expect(asked('p-1', ['p-1', 'p-3'])).toEqual(['Chi']);
  for (const nothingToGive of ['p-3', 'p-5', 'p-9', undefined]) expect(asked(nothingToGive)).toEqual([]);
  expect(offerable(room, 'p-1', all)).toEqual([]);
});
