import { describe, expect, it } from 'vitest';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

/** Live, with Ana and Ben in it; what is said next is line `sim.state.timeline.length`. */
function played(): Simulation {
  const sim = simulate(planOf());
  sim.goLive();
  for (const { id, name } of [ana, ben]) sim.send('join', { playerId: id, name }, { actor: { kind: 'player', id, name } });
  return sim;
}

const newest = ({ state }: Simulation, count = 1) => state.timeline.slice(-count).map(({ kind, from, text }) => [kind, from, text]);

describe('severity', () => {
  it('SV1 a declaration says how bad, what users feel and why; each is a part of its line', () => {
    const sim = played();
    sim.send('declare', { severity: 2, title: 'Slow pages', impact: 'Pages take 3 s', reason: 'a main path is slow' }, { actor: ana });
    expect(newest(sim)).toEqual([['status', 'Ana', 'Declared SEV2: Slow pages\nUsers: Pages take 3 s\nWhy SEV2: a main path is slow']]);
    expect(viewOf(sim.state, sim.nowMs)).toMatchObject({ severity: 2, severityReason: 'a main path is slow' });
  });

  it('SV2 it changes with a reason, logged and told, and what it was stands beside', () => {
    const sim = played();
    sim.send('declare', { severity: 3, title: 'Slow pages' }, { actor: ana });
    sim.news();
    expect(sim.send('changeSeverity', { severity: 1, reason: 'orders are lost now' }, { actor: ben }).ok).toBe(true);
    expect(sim.news()).toEqual([
      { atMs: sim.nowMs, type: 'severityChanged', data: { from: 3, severity: 1, reason: 'orders are lost now' } },
    ]);
    expect(newest(sim)).toEqual([['status', 'Ben', 'Severity: SEV1, was SEV3.\nWhy: orders are lost now']]);
    expect(viewOf(sim.state, sim.nowMs)).toMatchObject({ severity: 1, severityReason: 'orders are lost now' });
  });

  it('SV2 before the declaration there is none to change, and the one there is is no change', () => {
    const sim = played();
    expect(sim.send('changeSeverity', { severity: 1, reason: 'x' }, { actor: ana })).toMatchObject({ ok: false, code: 'not_declared' });
    sim.send('declare', { severity: 3, title: 'Slow pages' }, { actor: ana });
    expect(sim.send('changeSeverity', { severity: 3, reason: 'x' }, { actor: ana })).toMatchObject({ ok: false, code: 'already_done' });
  });
});

describe('what is kept of the talk', () => {
  it('TL7 a decision stands with its rationale, a note for the record; both are lines of their own kind', () => {
    const sim = played();
    sim.send('recordDecision', { text: 'Bypass the cache', rationale: 'reads are slow there' }, { actor: ana });
    sim.send('recordNote', { text: 'hit ratio fell at 00:40' }, { actor: ben });
    expect(newest(sim, 2)).toEqual([
      ['decision', 'Ana', 'Bypass the cache\nBecause: reads are slow there'],
      ['note', 'Ben', 'hit ratio fell at 00:40'],
    ]);
    sim.send('pause', { reason: 'break' }, { actor: facilitator });
    expect(sim.send('recordDecision', { text: 'Wait', rationale: 'break' }, { actor: ana }).ok).toBe(true);
  });

  it('TL8 who wrote a message puts it into other words; the line stays, the new words refer to it', () => {
    const sim = played();
    const index = sim.state.timeline.length;
    sim.send('postNote', { text: 'its redis' }, { actor: ana });
    const before = sim.state.timeline[index];
    sim.play(5);
    expect(sim.send('editMessage', { index, text: 'It is Redis.' }, { actor: ana }).ok).toBe(true);
    expect(sim.state.timeline[index]).toBe(before);
    expect(sim.state.timeline.at(-1)).toMatchObject({ kind: 'edit', from: 'Ana', text: 'It is Redis.', refers: index, atMs: sim.nowMs });
    const written = sim.events.length;
    expect(sim.send('editMessage', { index, text: 'It is Redis.' }, { actor: ana })).toEqual({ ok: true, events: [] });
    expect(sim.events).toHaveLength(written);
  });

  it('TL8 nobody rewords somebody else, a decision, an edit, or what was never said; and not without end', () => {
    const sim = played();
    const index = sim.state.timeline.length;
    sim.send('postNote', { text: 'mine' }, { actor: ana });
    const edit = (line: number, actor = ana, text = 'other') => sim.send('editMessage', { index: line, text }, { actor });
    expect(edit(index, ben)).toMatchObject({ ok: false, code: 'not_yours' });
    expect(edit(0)).toMatchObject({ ok: false, code: 'not_yours' });
    expect(edit(9_999)).toMatchObject({ ok: false, code: 'unknown_line' });
    sim.send('recordDecision', { text: 'Wait', rationale: 'because' }, { actor: ana });
    expect(edit(index + 1)).toMatchObject({ ok: false, code: 'not_yours' });
    for (let time = 1; time <= 20; time += 1) expect(edit(index, ana, `take ${time}`).ok).toBe(true);
    expect(edit(index, ana, 'one more')).toMatchObject({ ok: false, code: 'bad_parameter' });
    expect(edit(index + 2)).toMatchObject({ ok: false, code: 'unknown_line' });
  });

  it('TL9 a pin points at a line and leaves its time alone; twice is once, and it comes off again', () => {
    const sim = played();
    sim.play(3);
    sim.send('pinLine', { index: 0 }, { actor: ana });
    expect(sim.state.timeline.at(-1)).toMatchObject({ kind: 'pin', from: 'Ana', refers: 0 });
    expect(sim.state.pinned).toEqual([0]);
    expect(sim.send('pinLine', { index: 0 }, { actor: ben })).toMatchObject({ ok: false, code: 'already_done' });
    expect(sim.send('pinLine', { index: sim.state.timeline.length - 1 }, { actor: ben })).toMatchObject({
      ok: false,
      code: 'unknown_line',
    });
    expect(sim.send('unpinLine', { index: 0 }, { actor: ben }).ok).toBe(true);
    expect(sim.state.pinned).toEqual([]);
    expect(sim.send('unpinLine', { index: 0 }, { actor: ben })).toMatchObject({ ok: false, code: 'already_done' });
  });

  it('TL9 pins have an end', () => {
    const sim = played();
    for (let line = 0; line < 101; line += 1) sim.send('postNote', { text: `line ${line}` }, { actor: ana });
    for (let line = 0; line < 100; line += 1) expect(sim.send('pinLine', { index: line }, { actor: ana }).ok).toBe(true);
    expect(sim.send('pinLine', { index: 100 }, { actor: ana })).toMatchObject({ ok: false, code: 'bad_parameter' });
  });
});
