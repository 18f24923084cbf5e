/** What the catalogue as a whole has to be, whatever becomes of single scenarios. */
import { expect, it } from 'vitest';
import type { Plan } from './plan.ts';
import { compileFile, scenarioTexts } from './shop.fixture.ts';

const plans = [...scenarioTexts.keys()].map((file) => compileFile(file, 1));
const drills = plans.filter(({ goal }) => goal !== undefined);
const incidents = plans.filter(({ goal }) => goal === undefined);

/** Something that somebody deployed, set or migrated; a job or maintenance is work, and changes nothing for good. */
const byChange = ({ script }: Plan): boolean =>
  script.some(
    (item) =>
      item.kind === 'fault' && item.primary && item.change !== null && ['deploy', 'flag', 'config', 'migration'].includes(item.change.kind),
  );

it('[CM5] there are at least 26 incidents and three optimisation drills', () => {
  expect(incidents.length).toBeGreaterThanOrEqual(26);
  expect(drills.length).toBeGreaterThanOrEqual(3);
});

it('[CM5] incidents are of every difficulty from 1 to 5, and the tutorial is of two easy ones', () => {
  expect(new Set(incidents.map(({ difficulty }) => difficulty))).toEqual(new Set([1, 2, 3, 4, 5]));
  const first = incidents.filter(({ tutorial }) => tutorial).map(({ difficulty }) => difficulty);
  expect(first).toHaveLength(2);
  expect(Math.max(...first)).toBeLessThanOrEqual(2);
});

it('[CM5] at least a third of the incidents are caused by a change', () => {
  const caused = incidents.filter(byChange).map(({ scenarioId }) => scenarioId);
  expect(caused.length, caused.join(', ')).toBeGreaterThanOrEqual(incidents.length / 3);
});

it('[CM5] at least four scenarios have a change request', () => {
  expect(plans.filter(({ script }) => script.some(({ kind }) => kind === 'request')).length).toBeGreaterThanOrEqual(4);
});
