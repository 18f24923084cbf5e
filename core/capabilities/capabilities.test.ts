import { expect, test } from 'vitest';
import { parseScenario, resolveScenario } from '../scenario/parse.ts';
import { scenarioIn, scenarioTexts, stack } from '../scenario/shop.fixture.ts';
import { textsBeside, visibleTexts } from '../scenario/visible-texts.ts';
import { capabilityViews, drillsByPractice } from './coverage.ts';
import { capabilitiesDocument } from './document.fixture.ts';
import { capabilitiesOf, capabilityIds, capabilityMap, type PracticeId, practiceIds } from './map.ts';

const drills = [...scenarioTexts.keys()].map(scenarioIn);

test('[CM1] every capability has practices, and every practice is in exactly one', () => {
  expect(capabilityMap.map(({ id }) => id)).toEqual([...capabilityIds]);
  expect(capabilityMap.flatMap(({ practices }) => practices.map(({ id }) => id))).toEqual(practiceIds);
  for (const { practices } of capabilityMap) for (const { meaning } of practices) expect(meaning).toMatch(/^[A-Z].{20,}\.$/);
});

test('[CM2] capabilities of a scenario are those of its practices; others are a problem with the remedy', () => {
  expect(capabilitiesOf(['rca', 'canary', 'tracing'])).toEqual(['reliability', 'release-governance']);
  const text = scenarioTexts.get('after-lunch-errors.yaml') ?? '';
  const problemsOf = (capabilities: string) => {
    const parsed = parseScenario(text.replace(/^capabilities: .*$/m, `capabilities: ${capabilities}`), 'a.yaml', stack);
    return parsed.ok ? [] : parsed.problems;
  };
  expect(problemsOf('[reliability, release-governance]')).toEqual([]);
  for (const wrong of ['[reliability]', '[reliability, release-governance, design]', '[reliability, design]']) {
    expect(problemsOf(wrong)).toMatchObject([{ line: 7, expected: 'capabilities: [reliability, release-governance]' }]);
  }
});

test('[CM3] everybody is told how many drills train a practice, and of none which', () => {
  const secret = { title: 'a title nobody may read', practices: ['flags'] };
  const views = capabilityViews([secret, { title: 'another', practices: ['flags', 'c4'] }]);
  const counts = Object.fromEntries(views.flatMap(({ practices }) => practices.map((practice) => [practice.id, practice.drills])));
  expect(counts).toMatchObject({ flags: 2, c4: 1, openapi: 0 });
  expect(JSON.stringify(views)).not.toMatch(/a title nobody may read|another/);
});

test('[CM4] no practice is without a drill', () => {
  const covered = drillsByPractice(drills);
  expect(practiceIds.filter((id) => covered[id].length === 0)).toEqual([]);
});

/** How the paper that a practice reads is called where a drill sends its pod to it. */
const papers: Partial<Record<PracticeId, RegExp>> = {
  c4: /\b(context|container|component) diagram\b/i,
  openapi: /\bOpenAPI\b/,
  adr: /\bADR \d/,
  'ci-matrix': /\bmatrix\b/,
  'release-channels': /\bReleases\b.*\b(stable|beta|canary)\b/,
};

/** In the sheet, in a hint, or in a change request: there a pod is sent to what it needs. */
function sendsTo(file: string, paper: RegExp): boolean {
  const scenario = resolveScenario(scenarioIn(file), 1);
  const texts = [...textsBeside(scenario), ...visibleTexts(scenario)];
  const isPointer = ([section, ...rest]: (string | number)[]) => section === 'sheet' || section === 'hints' || rest.includes('request');
  return texts.some(({ path, text }) => isPointer(path) && paper.test(text));
}

test.each(Object.entries(papers))('[CM6] %s is trained on its paper, which a drill names where it sends its pod', (practice, paper) => {
  const tagged = [...scenarioTexts.keys()].filter((file) => scenarioIn(file).practices.includes(practice));
  const sent = tagged.filter((file) => sendsTo(file, paper));
  expect(sent).not.toEqual([]);
  // No alert and no view of production leads to these two.
  if (practice === 'c4' || practice === 'openapi') expect(sent).toEqual(tagged);
});

test('[CM7] load simulation is trained where the same load plan runs before and after, and nowhere else', () => {
  const files = [...scenarioTexts.keys()];
  const withPlan = files.filter((file) => resolveScenario(scenarioIn(file), 1).loadPlan !== undefined);
  expect(withPlan).not.toEqual([]);
  expect(files.filter((file) => scenarioIn(file).practices.includes('load-simulation'))).toEqual(withPlan);
});

test('docs/capabilities.md is what map and tags say (regenerate: npx vitest run --project unit core/capabilities -u)', async () => {
  await expect(capabilitiesDocument(drills)).toMatchFileSnapshot('../../docs/capabilities.md');
});
