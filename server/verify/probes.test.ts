import { expect, test } from 'vitest';
import type { Oracle, Plan } from '../../core/scenario/plan.ts';
import { cacheIsDark, verifyIn, type World } from './verify-house.fixture.ts';

const naming =
  (named: Partial<Oracle>) =>
  (plan: Plan): Plan => ({ ...plan, oracle: { ...plan.oracle, ...named } });
const only = ['idle', 'expert'];
const untold = 'What has to be tried before a resolve holds was not carried out.';

test('[VF26] the proof tells what was tried before the expert won, and nothing where the plan names nothing', async () => {
  const { proof } = await verifyIn(cacheIsDark, {
    only,
    change: naming({ restartProbe: 'catalog', replay: { faultId: 'f1', forMs: 20_000 } }),
  });
  expect(proof.expert?.outcome).toBe('recovered');
  expect(proof.probes).toEqual([
    { probe: 'restart', result: 'passed', words: 'Restart of catalog: passed, users stayed well' },
    { probe: 'replay', result: expect.stringMatching(/passed|stood/), words: expect.stringContaining('Trigger once more for 20 s') },
  ]);
  expect(proof.reasons.join('\n')).not.toContain(untold);
  expect((await verifyIn(cacheIsDark, { only })).proof.probes).toEqual([]);
  expect((await verifyIn(cacheIsDark, { only: ['idle'] })).proof.probes).toBeNull();
});

test('[VF26] a probe that the sandbox could not do lets the expert win, and fails the scenario', async () => {
  const unable: World = (sandbox) => {
    sandbox.perform = () => Promise.reject(new Error('its host is away'));
    return cacheIsDark(sandbox);
  };
  const { proof } = await verifyIn(unable, { only, change: naming({ restartProbe: 'catalog' }) });
  expect(proof.expert?.outcome).toBe('recovered');
  expect(proof.probes).toMatchObject([{ probe: 'restart', result: 'impossible' }]);
  expect(proof.reasons).toContainEqual(expect.stringContaining(`${untold} Restart of catalog: the sandbox could not do it`));
});
