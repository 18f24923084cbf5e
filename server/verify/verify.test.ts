import { expect, test } from 'vitest';
import { controlDefinitions } from '../../core/controls/index.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import type { MemorySandbox } from '../adapters/memory-sandbox/memory-sandbox.ts';
import { SandboxError } from '../ports/sandbox.ts';
import { cacheIsDark, verifyIn, type World } from './verify-house.fixture.ts';
import type { KeepLog } from './verify-scenario.ts';

test('[VF1] a scenario is proven when nobody wins but who knows, from one injection with a new one only where an act may have ended the fault', async () => {
  const { proof, factory } = await verifyIn(cacheIsDark);
  expect(proof.reasons).toEqual([]);
  expect(proof).toMatchObject({
    verdict: 'proven',
    idle: { usersWell: false, score: 0 },
    expert: { outcome: 'recovered' },
    undo: { ok: true },
  });
  expect(proof.cheats.map(({ responder, result }) => `${responder} ${result}`)).toEqual([
    'silence beaten',
    'scale-to-zero beaten',
    'roll-back-everything beaten',
    'kitchen-sink beaten',
    'flush beaten',
    'reset-offsets beaten',
    'restart-all beaten',
  ]);
  expect(proof.expert?.score).toBeGreaterThanOrEqual(0.9);
  expect(proof.naive?.score).toBeLessThan(0.2);
  // The flush empties the component that was struck; nothing else does more than stand.
  expect(proof.injections).toBe(2);
  expect(proof.attempts).toBe(1);
  expect(factory.built).toHaveLength(1);
  expect(factory.built[0]).toMatchObject({ standing: [], stopped: true });
});

test('[VF2] a cheat that wins fails the scenario, by name', async () => {
  const world: World = (sandbox) => {
    const restarts = sandbox.actions.filter((action) => action.kind === 'restart' && action.target === 'catalog').length;
    return restarts > 0 ? {} : cacheIsDark(sandbox);
  };
  const { proof } = await verifyIn(world, { only: ['idle', 'restart-all', 'expert'] });
  expect(proof.verdict).toBe('failed');
  expect(proof.cheats[0]).toMatchObject({ responder: 'restart-all', result: 'won', usersWell: true, outcome: 'recovered' });
  expect(proof.reasons).toContainEqual(expect.stringMatching(/^The cheat restart-all wins: recovered/));
});

test('[VF3] a cheat that is the right answer is named with it, and may win only with a reason', async () => {
  const rolledBack: World = (sandbox) =>
    sandbox.standing.some(({ operation }) => operation.kind === 'version' && operation.service === 'orders') ? {} : cacheIsDark(sandbox);
  const accepted = { control: 'service.rollback', target: 'orders' };
  const parts = ['idle', 'roll-back-everything'];
  const release = (exempt: Record<string, string>) => ({
    only: parts,
    change: (plan: Plan): Plan => ({
      ...plan,
      truth: { ...plan.truth, accepted: [accepted] },
      verify: { exempt, alone: false },
    }),
  });
  const { proof: refused } = await verifyIn(rolledBack, release({}));
  expect(refused.cheats[0]).toMatchObject({ result: 'won', rightAnswers: ['service.rollback orders'] });
  expect(refused.reasons.join('\n')).toContain('since service.rollback orders is a right answer here: list it under verify.exempt');
  const { proof: exempt } = await verifyIn(rolledBack, release({ 'roll-back-everything': 'the release is the cause' }));
  expect(exempt.cheats[0]).toMatchObject({ result: 'exempt', because: 'the release is the cause' });
  expect(exempt.reasons.join('\n')).not.toContain('The cheat');
});

test('[VF4] whoever does nothing and wins fails the scenario', async () => {
  const overByItself = new Map<object, number>();
  const world: World = (sandbox) => {
    const shares = cacheIsDark(sandbox);
    const seen = (overByItself.get(sandbox) ?? 0) + (shares['browse-latency'] ? 1 : 0);
    overByItself.set(sandbox, seen);
    return seen > 40 ? {} : shares;
  };
  const { proof } = await verifyIn(world, { only: ['idle'] });
  expect(proof.idle).toMatchObject({ usersWell: true });
  expect(proof.reasons).toContain('Who does nothing wins: users became well by themselves.');
});

test('[VF5] a fault nobody feels, and users who are never well, are the reason that is given', async () => {
  const { proof: unfelt } = await verifyIn(() => ({}));
  expect(unfelt).toMatchObject({ verdict: 'failed', idle: null, secondsToWitness: null });
  expect(unfelt.reasons[0]).toContain('users never felt it');
  const { proof: unsteady } = await verifyIn(() => ({ 'browse-latency': 0.4 }));
  expect(unsteady.reasons[0]).toContain('No steady state');
});

test('[VF6] where nothing is wrong, doing nothing holds, and no cheat earns more than that', async () => {
  const { proof } = await verifyIn(() => ({}), { scenarioId: 'tuesday-half-past-ten' });
  expect(proof).toMatchObject({
    verdict: 'proven',
    reasons: [],
    idle: { outcome: 'held' },
    expert: { outcome: 'held', score: 1 },
    secondsToPage: null,
  });
  expect(proof.cheats.every(({ result }) => result === 'beaten')).toBe(true);
  expect(proof.naive?.score).toBeLessThan(0.9);
});

test('[VF7] the full way plays everybody from the start, in a sandbox of their own', async () => {
  const { proof, factory } = await verifyIn(cacheIsDark, {
    mode: 'full',
    only: ['idle', 'flush', 'expert'],
    change: (plan) => ({ ...plan, timeboxMs: 240_000 }),
  });
  expect(factory.built).toHaveLength(3);
  expect(proof).toMatchObject({ mode: 'full', idle: { outcome: 'lost' }, expert: { outcome: 'recovered' }, injections: 3 });
  expect(proof.cheats[0]).toMatchObject({ responder: 'flush', result: 'beaten' });
});

test('[VF8] a sandbox that breaks is no verdict about the scenario but a reason', async () => {
  let seconds = 0;
  const { proof } = await verifyIn((sandbox) => {
    seconds += 1;
    if (seconds === 60) sandbox.fail('kafka died');
    return cacheIsDark(sandbox);
  });
  expect(proof.reasons[0]).toBe('The sandbox failed: kafka died');
});

test('[VF9] the next scenario finds the sandbox of the one before, unless something is left in it', async () => {
  const only = ['idle', 'expert'];
  const { factory } = await verifyIn(cacheIsDark, { next: ['tuesday-half-past-ten'], only });
  expect(factory.built).toHaveLength(1);
  // Without an expert nobody undoes it.
  const { factory: dirty } = await verifyIn(cacheIsDark, { next: ['tuesday-half-past-ten'], only: ['idle'] });
  expect(dirty.built).toHaveLength(2);
  for (const { stopped } of [...factory.built, ...dirty.built]) expect(stopped).toBe(true);
});

test('[VF10] a release from before the drill does not keep it from being under way', async () => {
  const world: World = ({ standing }) =>
    standing.some(({ operation }) => operation.kind === 'flag') ? { 'checkout-availability': 0.4 } : {};
  const { proof } = await verifyIn(world, { scenarioId: 'after-lunch-errors', only: ['idle'] });
  expect(proof).toMatchObject({ secondsToWitness: expect.any(Number), idle: { usersWell: false } });
});

test('[VF11] what a scenario proved is told before the next one is played', async () => {
  const { lines } = await verifyIn(cacheIsDark, { next: ['tuesday-half-past-ten'], only: ['idle'] });
  const told = lines.flatMap((line) => /^(\S+?):? (?:idle|is told)/.exec(line)?.[0] ?? []);
  expect(told).toEqual([
    'saturday-slowdown: idle',
    'saturday-slowdown is told',
    'tuesday-half-past-ten: idle',
    'tuesday-half-past-ten is told',
  ]);
});

test('[VF12] a sandbox that does not do what it is asked is a reason too, and the next scenario gets another', async () => {
  const world: World = (sandbox) => {
    if (sandbox.sandboxId === 'memory-1' && sandbox.standing.length > 0)
      sandbox.reconcile = () => Promise.reject(new SandboxError('apply_failed', 'gateway-1 did not take its state'));
    return cacheIsDark(sandbox);
  };
  const { proof, lines, factory } = await verifyIn(world, { next: ['tuesday-half-past-ten'], only: ['idle'] });
  expect(proof.reasons[0]).toBe('The sandbox did not do what it was asked: gateway-1 did not take its state');
  expect(lines).toContain('tuesday-half-past-ten is told');
  expect(factory.built.map(({ stopped }) => stopped)).toEqual([true, true]);
});

test('[VF1] a fault of the list alone is put back after an act that touched it, but the expert finds it new', async () => {
  const isSlow: World = ({ standing }) => (standing.some(({ operation }) => operation.kind === 'toxic') ? { 'checkout-latency': 0.5 } : {});
  const only = ['idle', 'restart-all', 'naive'];
  const { proof: others } = await verifyIn(isSlow, { scenarioId: 'payday-evening', only });
  expect(others).toMatchObject({ injections: 1, cheats: [{ responder: 'restart-all', result: 'beaten' }] });
  const { proof: everybody } = await verifyIn(isSlow, { scenarioId: 'payday-evening', only: [...only, 'expert'] });
  expect(everybody.injections).toBe(2);
});

test('[VF1] what users felt before a part came is no sign that the fault is still there: a last bad second is not it', async () => {
  let secondsSinceOver: number | null = null;
  const heard = (line: string): void => {
    if (line.includes('restart-all:')) secondsSinceOver = 0;
  };
  const world: World = ({ standing }) => {
    const isStruck = standing.some(({ operation }) => operation.kind === 'toxic');
    if (!isStruck) secondsSinceOver = null;
    if (secondsSinceOver !== null) secondsSinceOver += 1;
    return isStruck && (secondsSinceOver ?? 1) === 1 ? { 'checkout-latency': 0.5 } : {};
  };
  const { proof } = await verifyIn(world, { scenarioId: 'payday-evening', only: ['idle', 'restart-all', 'naive'], heard });
  expect(proof).toMatchObject({ injections: 2, cheats: [{ responder: 'restart-all', result: 'beaten' }] });
});

test('[VF13] a cheat waits for no lead time, the expert does; one that touches nothing is judged beside who does nothing', async () => {
  const { proof } = await verifyIn(cacheIsDark, { only: ['idle', 'silence', 'roll-back-everything', 'expert'] });
  const [silence, rollBack] = proof.cheats;
  expect(silence).toMatchObject({ responder: 'silence', result: 'beaten', how: expect.stringContaining('judged beside who does nothing') });
  expect(rollBack).toMatchObject({
    responder: 'roll-back-everything',
    result: 'beaten',
    how: expect.stringMatching(/[1-9] of \d+ controls/),
  });
  const leadSeconds = (control: string): number => (controlDefinitions[control]?.leadMs ?? 0) / 1000;
  // The window is 30 s; what follows the lead time is done at once here.
  expect(rollBack?.seconds).toBeLessThan(30 + leadSeconds('service.rollback'));
  expect(proof.expert?.seconds).toBeGreaterThan(60 + leadSeconds('redis.memory'));
});

test('[VE7] a cheat that changes nothing has 15 s, who does nothing 30 s', async () => {
  const { proof } = await verifyIn(cacheIsDark, { only: ['idle', 'restart-all', 'flush', 'expert'] });
  expect(proof.idle?.how).toContain('31 s later');
  expect(proof.cheats.map(({ how }) => how)).toEqual([expect.stringContaining('16 s after'), expect.stringContaining('16 s after')]);
});

test('[VF21] where trouble comes back by itself, everybody has to hold as long as a pod has', async () => {
  // What was restarted is well for three quarters of a minute.
  const sawTooth = (): World => {
    let wellSeconds = 0;
    return (sandbox) => {
      const isRestarted = sandbox.actions.some(({ kind }) => kind === 'restart');
      if (isRestarted) wellSeconds += 1;
      return isRestarted && wellSeconds < 45 ? {} : cacheIsDark(sandbox);
    };
  };
  const only = ['idle', 'restart-all'];
  const { proof: short } = await verifyIn(sawTooth(), { only });
  expect(short.cheats[0]).toMatchObject({ responder: 'restart-all', result: 'won' });
  const change = (plan: Plan): Plan => ({ ...plan, verify: { exempt: {}, alone: false, wholeHold: true } });
  const { proof: whole } = await verifyIn(sawTooth(), { only, change });
  expect(whole.cheats[0]).toMatchObject({ responder: 'restart-all', result: 'beaten' });
});

test('[VF13] silence alone plays in a window of its own', async () => {
  const { proof } = await verifyIn(cacheIsDark, { only: ['silence'] });
  expect(proof.cheats[0]).toMatchObject({ responder: 'silence', result: 'beaten', how: expect.not.stringContaining('beside') });
});

test('[VF15] a scenario that failed is played again, and the report tells how often and why', async () => {
  let spoilt = true;
  const world: World = (sandbox) => (spoilt ? { 'browse-latency': 0.4 } : cacheIsDark(sandbox));
  const heard = (line: string): void => {
    if (line.includes('attempt 1 failed')) spoilt = false;
  };
  const { proof } = await verifyIn(world, { attempts: 3, heard });
  expect(proof).toMatchObject({ verdict: 'proven', reasons: [], attempts: 2 });
  expect(proof.notes[0]).toMatch(/^Attempt 1 failed: No steady state/);
  const { proof: hopeless } = await verifyIn(() => ({ 'browse-latency': 0.4 }), { attempts: 2 });
  expect(hopeless).toMatchObject({ verdict: 'failed', attempts: 2 });
});

test('[VF15] after its minutes no further scenario is begun, and those that were are played to their end', async () => {
  const { proofs, lines } = await verifyIn(cacheIsDark, { next: ['tuesday-half-past-ten'], only: ['idle'], budgetMs: 30_000 });
  expect(proofs.map(({ scenarioId }) => scenarioId)).toEqual(['saturday-slowdown']);
  expect(lines.filter((line) => line.includes('is told'))).toEqual(['saturday-slowdown is told']);
});

test('[VF20] an expert whose resolve does not hold is done at once, and the report says why', async () => {
  let mendedSeconds = 0;
  const backAgain: World = (sandbox) => {
    const isMended = sandbox.standing.some(({ operation }) => operation.kind === 'redisConfig' && operation.maxmemoryMb >= 8);
    if (isMended) mendedSeconds += 1;
    return mendedSeconds > 30 ? { 'browse-latency': 0.4 } : cacheIsDark(sandbox);
  };
  const { proof } = await verifyIn(backAgain, { only: ['expert'] });
  expect(proof.expert).toMatchObject({
    usersWell: false,
    how: expect.stringMatching(/^its resolve did not hold \(.*not be confirmed.*\): 40 % of browse-latency/),
  });
  expect(proof.expert?.seconds).toBeLessThan(180);
  expect(proof.reasons.join('\n')).toContain('The expert does not win: its resolve did not hold');
});

test('[VF16] the whole log of each part can be kept, and a fork begins with the injection', async () => {
  const kept = new Map<string, string[]>();
  const keepLog: KeepLog = (scenarioId, responder, events) =>
    void kept.set(
      `${scenarioId}.${responder}`,
      events.map(({ type }) => type),
    );
  await verifyIn(cacheIsDark, { only: ['idle', 'expert'], keepLog });
  expect([...kept.keys()]).toEqual(['saturday-slowdown.idle', 'saturday-slowdown.expert']);
  for (const types of kept.values()) expect(types).toEqual(expect.arrayContaining(['drillOpened', 'faultApplied', 'drillEnded']));
  expect(kept.get('saturday-slowdown.expert')).toContain('controlLanded');
});

test('[VF17] a scenario is verified at the rate it asks for, another one at 50, and the house goes before both; sandboxes are handed on at the same rate', async () => {
  const asking = (plan: Plan): Plan =>
    plan.scenarioId === 'tuesday-half-past-ten' ? plan : { ...plan, verify: { exempt: {}, alone: false, ratePerSecond: 80 } };
  const wish = { next: ['saturday-slowdown', 'tuesday-half-past-ten'], only: ['expert'], change: asking };
  const { proofs, factory } = await verifyIn(cacheIsDark, wish);
  expect(proofs.map(({ ratePerSecond }) => ratePerSecond)).toEqual([80, 80, 50]);
  expect(factory.built.map(({ ratePerSecond }) => ratePerSecond)).toEqual([80, 50]);
  const { proofs: ofTheHouse, factory: house } = await verifyIn(cacheIsDark, { ...wish, housePerSecond: 20 });
  expect(ofTheHouse.map(({ ratePerSecond }) => ratePerSecond)).toEqual([20, 20, 20]);
  expect(house.built).toHaveLength(1);
});

test('[VF19] instances that do not become ready between two parts are given a new beginning, in the same sandbox', async () => {
  let sandbox: MemorySandbox | undefined;
  const world: World = (one) => {
    sandbox = one;
    return cacheIsDark(one);
  };
  const heard = (line: string): void => {
    if (!line.includes('scale-to-zero:') || !sandbox) return;
    const struck = sandbox;
    const { reconcile } = struck;
    struck.reconcile = () => {
      struck.reconcile = reconcile;
      return Promise.reject(new SandboxError('not_ready', 'catalog-2 was not ready within 45 s'));
    };
  };
  const { proof, factory, lines } = await verifyIn(world, { only: ['idle', 'scale-to-zero', 'roll-back-everything', 'expert'], heard });
  expect(lines).toContain('saturday-slowdown: catalog-2 was not ready within 45 s: a new beginning');
  expect(proof).toMatchObject({ injections: 2, expert: { outcome: 'recovered' } });
  expect(factory.built).toHaveLength(1);
});

const hasReset = ({ actions }: MemorySandbox): boolean => actions.some(({ kind }) => kind === 'offsetsReset');
const keeping = (plan: Plan): Plan => ({ ...plan, oracle: { ...plan.oracle, invariants: ['records-kept'] } });

test('[VF18] what a cheat has lost for good is left with its sandbox: neither a later part nor the next scenario answers for it', async () => {
  const losing = { change: keeping, owed: (sandbox: MemorySandbox) => (hasReset(sandbox) ? 7 : 0) };
  const { proof, factory, lines } = await verifyIn(cacheIsDark, losing);
  expect(proof).toMatchObject({ verdict: 'proven', expert: { outcome: 'recovered' } });
  expect(factory.built.map(hasReset)).toEqual([true, false]);
  expect(lines).toContainEqual(expect.stringContaining('7 orders are lost for good'));
  const { factory: handedOn } = await verifyIn(cacheIsDark, { ...losing, only: ['reset-offsets'], next: ['tuesday-half-past-ten'] });
  expect(handedOn.built).toHaveLength(2);
});

test('[VF18] orders that are still being worked off are waited for, and where none has to be kept nobody asks', async () => {
  let left = 0;
  const heard = (line: string): void => {
    if (line.includes('reset-offsets')) left = 20;
  };
  const { proof, factory } = await verifyIn(cacheIsDark, { change: keeping, heard, owed: () => Math.max(0, left--) });
  expect(proof.verdict).toBe('proven');
  expect(factory.built).toHaveLength(1);
  const { factory: careless } = await verifyIn(cacheIsDark, {
    only: ['reset-offsets', 'expert'],
    owed: (sandbox) => (hasReset(sandbox) ? 7 : 0),
  });
  expect(careless.built).toHaveLength(1);
});

test('[VF22] a shop that keeps itself down with everything taken off is left for a new sandbox, and not handed on', async () => {
  const hurt = new Set<MemorySandbox>();
  let first: MemorySandbox | null = null;
  const world: World = (sandbox) => {
    const shares = cacheIsDark(sandbox);
    first ??= sandbox;
    if (shares['browse-latency']) hurt.add(sandbox);
    return sandbox === first && hurt.has(sandbox) ? { 'browse-latency': 0.5 } : shares;
  };
  const { proofs, factory, lines } = await verifyIn(world, { only: ['idle', 'flush', 'expert'], next: ['tuesday-half-past-ten'] });
  expect(lines).toContainEqual(expect.stringMatching(/No steady state.* A new sandbox\./));
  expect(proofs[0]).toMatchObject({ idle: { usersWell: false }, expert: { outcome: 'recovered' } });
  expect(proofs[1]?.expert).toMatchObject({ outcome: 'held' });
  expect(factory.built).toHaveLength(2);
});

test('[VF22] a second sandbox in which no steady state comes either is a reason, and nobody tries for ever', async () => {
  let hurts = false;
  const world: World = (sandbox) => {
    hurts ||= Object.keys(cacheIsDark(sandbox)).length > 0;
    return hurts ? { 'browse-latency': 0.5 } : {};
  };
  const { proof, factory } = await verifyIn(world, { only: ['idle', 'flush', 'expert'] });
  expect(proof.reasons[0]).toContain('No steady state');
  expect(factory.built).toHaveLength(2);
});
