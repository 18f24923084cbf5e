/** LT2: texts that say again what only the debrief tells. */
import { expect, it } from 'vitest';
import { lintScenario } from './parse.ts';
import { scenarioTexts, stack } from './shop.fixture.ts';

const good = scenarioTexts.get('payday-evening.yaml') ?? '';
/** As the scenario has it, but for capitals and stops. */
const why = 'The outside provider has trouble, in one region, and says so late!';
const mechanism = 'latency, answers of the charges API are delayed by about 12 s';
const nearly = 'One region of the outside provider has trouble, we were told late.';

function problemsWith(from: string, to: string) {
  expect(good).toContain(from);
  return lintScenario(good.replace(from, to), 'x.yaml', stack);
}

const withInject = (lines: string) => problemsWith('truth:\n  trigger:', `  - when: { alert: any }\n    ${lines}\n\ntruth:\n  trigger:`);
const ownersReply = 'reply: Thank you for contacting us. We are looking into it.';
const othersReply = 'reply: The deploy changed nothing on the way to a charge. We can roll it back if you insist.';

it.each(['npc', 'ticket', 'statusPage'])('[LT2] %s that says why, word for word or nearly so, is a problem at its place', (kind) => {
  for (const [text, how] of [
    [why, 'it has truth.trigger.why word for word'],
    [nearly, 'it says most of what truth.trigger.why says'],
  ]) {
    const [problem, ...others] = withInject(`${kind}: { from: Somebody, text: "${text}" }`);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ file: 'x.yaml', message: `this text repeats the truth: ${how}` });
    const line = good.slice(0, good.indexOf('truth:\n  trigger:')).split('\n').length + 1;
    expect([problem?.line, problem?.column]).toEqual([line, `    ${kind}: { from: Somebody, `.length + 1]);
    expect(problem?.expected).toMatch(/in words of their own/);
  }
});

it.each([
  ['the owner of what is wrong', ownersReply, `reply: "${why}"`],
  ['another owner', othersReply, `reply: "${why}"`],
  ['a change', 'summary: Reservation time raised to 20 min for payday', `summary: "${why}"`],
  ['a refusal', 'truth:\n  trigger:', `forbidden: [{ control: cache.flush, says: "${why}" }]\ntruth:\n  trigger:`],
])('[LT2] %s has the sentence of the debrief no more than others', (_, from, to) => {
  expect(problemsWith(from, to)).toMatchObject([{ message: 'this text repeats the truth: it has truth.trigger.why word for word' }]);
});

it('[LT2] a reason to tell is none for the very sentence, and is one for what comes near it', () => {
  const told = (text: string) => withInject(`tells: the vendor admits it\n    npc: { from: Somebody, text: "${text}" }`);
  expect(told(why)).toHaveLength(1);
  expect(told(nearly)).toEqual([]);
  expect(problemsWith(ownersReply, `reply: "${nearly}"`)).toEqual([]);
  expect(problemsWith(othersReply, `reply: "${nearly}"`)).toHaveLength(1);
});

it('[LT2] the mechanism counts like the reason, with what the seed decides in it', () => {
  const fixed = good.replace('delayed by about ${delay}', 'delayed by about 12 s').replace(ownersReply, `reply: "${mechanism}"`);
  expect(lintScenario(fixed, 'x.yaml', stack)).toMatchObject([
    { message: 'this text repeats the truth: it has truth.trigger.mechanism word for word' },
  ]);
});

it('[LT2] an entry of the change log may come near it: it is what the truth is found by', () => {
  expect(problemsWith('summary: Reservation time raised to 20 min for payday', `summary: "${nearly}"`)).toEqual([]);
});
