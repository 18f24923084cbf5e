import { describe, expect, it } from 'vitest';
import { nextDueMs } from './next-due.ts';
import { planOf } from './plan.fixture.ts';
import { ana, ben, facilitator, room, type Simulation, simulate } from './simulation.fixture.ts';
import { viewOf } from './view.ts';

/** Live at 10 s, with both in the drill. */
function withBoth(): Simulation {
  const sim = simulate(planOf({ script: [] }));
  sim.goLive();
  for (const { id, name } of [ana, ben]) sim.send('join', { playerId: id, name });
  sim.news();
  return sim;
}

const look = { text: 'Look at the cache', ownerPlayerId: 'p-2', timeBoxMinutes: 2 };
const lines = (sim: Simulation) => sim.state.timeline.filter(({ kind }) => kind === 'task').map(({ from, text }) => [from, text]);

describe('tasks', () => {
  it('TK1 a task is numbered, with who has it, until when, and who gave it; nobody may have it yet', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    sim.send('addTask', { ...look, text: 'Ask the vendor', ownerPlayerId: null, timeBoxMinutes: 1.5 }, { actor: ana });
    expect(viewOf(sim.state, sim.nowMs).tasks).toEqual([
      {
        ...{ taskId: 'task-1', atMs: 10_000, by: 'Ana', text: 'Look at the cache', ownerPlayerId: 'p-2', owner: 'Ben' },
        ...{ dueAtMs: 130_000, renewals: 0, closed: null },
      },
      {
        ...{ taskId: 'task-2', atMs: 10_000, by: 'Ana', text: 'Ask the vendor', ownerPlayerId: null, owner: null },
        ...{ dueAtMs: 100_000, renewals: 0, closed: null },
      },
    ]);
    expect(lines(sim)).toEqual([
      ['Ana', 'Task for Ben, 2 min: Look at the cache'],
      ['Ana', 'Task for nobody yet, 1.5 min: Ask the vendor'],
    ]);
  });

  it('TK2 its owner is a player of the drill who may act', () => {
    const sim = withBoth();
    sim.send('takeSeat', { role: 'observer' }, { actor: ben });
    for (const ownerPlayerId of ['p-2', 'p-9'])
      expect(sim.send('addTask', { ...look, ownerPlayerId }, { actor: ana })).toMatchObject({ ok: false, code: 'bad_parameter' });
    sim.send('addTask', { ...look, ownerPlayerId: 'p-1' }, { actor: ana });
    expect(sim.send('handTask', { taskId: 'task-1', ownerPlayerId: 'p-9' }, { actor: ana })).toMatchObject({ code: 'bad_parameter' });
    expect(sim.state.tasks).toHaveLength(1);
  });

  it('TK3 that its time box is over is told once, by time alone, at its own moment', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    expect(nextDueMs(sim.state)).toBe(130_000);
    sim.wait(300_000);
    expect(sim.events.filter(({ type }) => type === 'taskOverdue').map(({ atMs, actor }) => [atMs, actor.name])).toEqual([
      [130_000, 'Brownout'],
    ]);
    expect(lines(sim).at(-1)).toEqual(['Brownout', 'Task overdue, with Ben: Look at the cache Close it or renew it.']);
    sim.wait(60_000);
    expect(sim.events.filter(({ type }) => type === 'taskOverdue')).toHaveLength(1);
  });

  it('TK3 nothing falls due while the drill is paused', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    sim.send('pause', { reason: 'tea' }, { actor: facilitator });
    expect(nextDueMs(sim.state)).toBeNull();
  });

  it('TK4 renewed, it has so many minutes from now, and may be overdue again', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    sim.wait(150_000);
    sim.send('renewTask', { taskId: 'task-1', minutes: 3 }, { actor: ben });
    expect(sim.state.tasks[0]).toMatchObject({ dueAtMs: 160_000 + 180_000, isOverdue: false, renewals: 1 });
    sim.wait(200_000);
    expect(sim.events.filter(({ type }) => type === 'taskOverdue').map(({ atMs }) => atMs)).toEqual([130_000, 340_000]);
  });

  it('TK5 closed with what came of it, it is over: it is not overdue, renewed, handed on or closed again', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    sim.send('closeTask', { taskId: 'task-1', result: 'Hit ratio is at 20 %.' }, { actor: ben });
    expect(viewOf(sim.state, sim.nowMs).tasks[0]?.closed).toEqual({ by: 'Ben', atMs: 10_000, result: 'Hit ratio is at 20 %.' });
    expect(lines(sim).at(-1)).toEqual(['Ben', 'Task closed: Look at the cache\nHit ratio is at 20 %.']);
    const again = [
      sim.send('closeTask', { taskId: 'task-1' }, { actor: ana }),
      sim.send('renewTask', { taskId: 'task-1', minutes: 2 }, { actor: ana }),
      sim.send('handTask', { taskId: 'task-1', ownerPlayerId: 'p-1' }, { actor: ana }),
      sim.send('closeTask', { taskId: 'task-2' }, { actor: ana }),
    ];
    expect(again.map((answer) => !answer.ok && answer.code)).toEqual(Array(4).fill('unknown_task'));
    sim.wait(200_000);
    expect(sim.events.some(({ type }) => type === 'taskOverdue')).toBe(false);
  });

  it('TK6 handed on it keeps its time; to the same person again writes nothing', () => {
    const sim = withBoth();
    sim.send('addTask', look, { actor: ana });
    sim.send('handTask', { taskId: 'task-1', ownerPlayerId: 'p-1' }, { actor: ben });
    expect(sim.send('handTask', { taskId: 'task-1', ownerPlayerId: 'p-1' }, { actor: ana })).toEqual({ ok: true, events: [] });
    expect(sim.state.tasks[0]).toMatchObject({ ownerPlayerId: 'p-1', dueAtMs: 130_000 });
    expect(lines(sim).at(-1)).toEqual(['Ben', 'Task handed to Ana: Look at the cache']);
  });

  it('TK7 the list is open like the board, and an observer only reads it', () => {
    const plan = planOf({ script: [] });
    const sim = simulate(plan);
    const add = () => sim.send('addTask', { ...look, ownerPlayerId: null }, { actor: ana }).ok;
    sim.send('open', { ...room, plan });
    expect(add()).toBe(false);
    sim.send('start', {});
    expect(add()).toBe(true);
    sim.play(10);
    sim.send('pause', { reason: 'tea' }, { actor: facilitator });
    expect(add()).toBe(true);
    sim.send('resume', {}, { actor: facilitator });
    sim.send('join', { playerId: ben.id, name: ben.name, role: 'observer' });
    expect(sim.send('closeTask', { taskId: 'task-1' }, { actor: ben })).toMatchObject({ code: 'observer_only' });
    sim.send('abort', { reason: 'enough' }, { actor: facilitator });
    expect(add()).toBe(false);
  });
});
