import { expect, test } from 'vitest';
import type { LiveQuery } from '../../core/sandbox/live.ts';
import { compileFile } from '../../core/scenario/shop.fixture.ts';
import type { LiveDrill } from './live-drill.ts';
import { withChoices } from './responder.ts';

const plan = compileFile('tuesday-half-past-ten.yaml', 1);
const asked: LiveQuery[] = [];
const choices = {
  async of(query: LiveQuery) {
    asked.push(query);
    return { ok: true, choices: ['catalog-1/12', 'finance-report/4711'].map((value) => ({ value, label: value, facts: [] })) };
  },
} as unknown as LiveDrill['choices'];

const terminate = (session: string) =>
  withChoices(
    { type: 'runControl', data: { control: 'session.terminate', target: 'postgres', parameters: { session }, confirm: 'postgres' } },
    { plan, choices },
  );

test('a scripted responder picks what runs now by the name before the star, and asks for nothing else', async () => {
  expect(await terminate('finance-report/*')).toMatchObject({ data: { parameters: { session: 'finance-report/4711' } } });
  expect(asked).toEqual([{ kind: 'sessions', target: 'postgres' }]);
  expect(await terminate('catalog-1/12')).toMatchObject({ data: { parameters: { session: 'catalog-1/12' } } });
  expect(asked).toHaveLength(1);
});

test('what is not there any more is asked for as it was written, and refused', async () => {
  expect(await terminate('nightly-report/*')).toMatchObject({ data: { parameters: { session: 'nightly-report/*' } } });
});
