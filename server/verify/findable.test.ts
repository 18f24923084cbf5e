import { expect, test } from 'vitest';
import type { Plan } from '../../core/scenario/plan.ts';
import type { TraceQuery } from '../ports/telemetry.ts';
import { cacheIsDark, type Traces, verifyIn, type World } from './verify-house.fixture.ts';

const only = ['idle'];
const says = 'what one sees';
const proving =
  (...proof: Plan['proof']) =>
  (plan: Plan): Plan => ({ ...plan, proof });

test('[VF23] the views of the proof are looked at on the live sandbox while nobody acts', async () => {
  const { proof } = await verifyIn(cacheIsDark, { only });
  expect(proof.findable).toMatchObject({
    found: 3,
    of: 3,
    missing: [],
    views: [
      'change f1: stands in the change log',
      'cache|hitRatio: 90 % before, 20 % since',
      'link:catalog->postgres|p95: 40 ms before, 800 ms since',
    ],
  });
  const { proof: full } = await verifyIn(cacheIsDark, { only, mode: 'full', change: (plan) => ({ ...plan, timeboxMs: 240_000 }) });
  expect(full.findable).toMatchObject({ found: 3, missing: [] });
});

test('[VF23] a view that shows nothing fails the scenario, by name', async () => {
  const { proof } = await verifyIn(cacheIsDark, { only, screens: () => ({ cacheHitPercent: 90 }) });
  expect(proof.findable).toMatchObject({ found: 2, of: 3 });
  expect(proof.reasons).toContain('Not findable: cache|hitRatio: 90 % before, 90 % since, it did not move.');
});

test('[VF23] a trace is looked for as the debrief picks it, since the trigger, and its own call has to have failed', async () => {
  const asked: TraceQuery[] = [];
  const showing =
    (error: boolean): Traces =>
    (query) => {
      asked.push(query);
      return [
        { service: 'gateway', attributes: {}, error: true, durationMs: 950 },
        { service: 'catalog', attributes: { 'brownout.link': 'catalog->redis' }, error, durationMs: 300 },
      ];
    };
  const change = proving({ trace: 'catalog->redis', pick: 'failed', says }, { trace: 'catalog', pick: 'slow', says });
  const { proof } = await verifyIn(cacheIsDark, { only, change, traces: showing(true) });
  expect(proof.findable?.views).toEqual([
    'failed trace through catalog->redis: kept, 300 ms there',
    'slow trace through catalog: kept, 300 ms there',
  ]);
  expect(asked[0]).toMatchObject({ links: ['catalog->redis'], status: 'error' });
  expect(asked.at(-1)).toMatchObject({ service: 'catalog', order: 'slowest' });
  const { fromMs = 0, toMs = 0 } = asked[0]?.began ?? {};
  expect(toMs - fromMs).toBeGreaterThan(31_000);
  expect(toMs - fromMs).toBeLessThan(150_000);
  const { proof: inherited } = await verifyIn(cacheIsDark, { only, change, traces: showing(false) });
  expect(inherited.findable?.missing).toEqual(['failed trace through catalog->redis: none was kept']);
});

test('[VF23] what others do later is not taken for the fault, and without idle nobody looks', async () => {
  // The hit ratio falls only after a flush.
  const screens = ({ actions }: { actions: readonly { kind: string }[] }) => ({
    cacheHitPercent: actions.some(({ kind }) => kind === 'redisFlush') ? 5 : 90,
  });
  const { proof } = await verifyIn(cacheIsDark, { only: ['idle', 'flush'], screens });
  expect(proof.findable?.missing).toHaveLength(1);
  const { proof: blind } = await verifyIn(cacheIsDark, { only: ['restart-all'] });
  expect(blind.findable).toBeNull();
});

test('[VF24] a page while nobody acts fails a scenario that expects none', async () => {
  const change = (plan: Plan): Plan => ({ ...plan, expect: { ...plan.expect, alerts: [] } });
  const { proof } = await verifyIn(cacheIsDark, { only, change });
  expect(proof.reasons.join('\n')).toMatch(/Somebody was paged \(.+\) while nobody acted/);
  const { proof: quiet } = await verifyIn(() => ({}), { scenarioId: 'tuesday-half-past-ten', only });
  expect(quiet.reasons.join('\n')).not.toContain('paged');
  expect(quiet.findable).toMatchObject({ found: 3, of: 3, views: expect.arrayContaining([expect.stringContaining('nothing is wrong')]) });
});

test('[VF25] uses of controls that were refused, or failed, are counted and told with the reason', async () => {
  const failing: World = (sandbox) => {
    sandbox.perform = (action) =>
      action.kind === 'restart' ? Promise.reject(new Error('its host is away')) : Promise.resolve({ tookMs: 0, did: [] });
    return cacheIsDark(sandbox);
  };
  const { proof } = await verifyIn(failing, { only: ['restart-all'] });
  const [restart] = proof.cheats;
  expect(restart?.how).toMatch(/; 0 of \d+ controls took hold, refused: service\.restart \w+ \(/);
  expect(restart?.how).toMatch(/ and [1-9] more$/);
  expect(restart?.controls).toMatchObject({
    tookHold: 0,
    refused: expect.arrayContaining([expect.stringContaining('service.restart catalog')]),
  });
  expect(proof.notes).toContainEqual(expect.stringContaining('restart-all was beaten by refusal'));
  // What the scenario refuses never comes to be in the log.
  const change = (plan: Plan): Plan => ({ ...plan, forbidden: [{ control: 'service.restart', says: 'not in this night' }] });
  const { proof: refused } = await verifyIn(cacheIsDark, { only: ['restart-all'], change });
  expect(refused.cheats[0]?.how).toContain('service.restart catalog (not in this night)');
  expect(refused.cheats[0]?.controls).toMatchObject({ tookHold: 0 });
  expect(refused.cheats[0]?.controls?.asked).toBe(refused.cheats[0]?.controls?.refused.length);
});
