import { expect, test } from 'vitest';
import type { FlagDefinition } from '../../../../core/sandbox/messages.ts';
import { openFlags } from './flags.ts';

const metadata = { owner: 'storefront', expires: '2027-01-31', description: 'for tests' };
const onOff: FlagDefinition = { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off', metadata };
const definitions: Record<string, FlagDefinition> = {
  'bundle-pricing': onOff,
  odd: onOff,
  away: { ...onOff, state: 'DISABLED' },
  tenth: {
    ...onOff,
    targeting: {
      fractional: [
        ['on', 10],
        ['off', 90],
      ],
    },
  },
  staff: { ...onOff, targeting: { if: [{ ends_with: [{ var: 'email' }, '@shop.example'] }, 'on'] } },
};

test('the variant of the moment decides: on is true, off is false', async () => {
  const flags: Record<string, string> = { 'bundle-pricing': 'off' };
  const client = await openFlags('flag-test-1', definitions, (flag) => flags[flag]);
  expect(await client.getBooleanDetails('bundle-pricing', true)).toMatchObject({ value: false, variant: 'off', reason: 'STATIC' });
  flags['bundle-pricing'] = 'on';
  expect(await client.getBooleanDetails('bundle-pricing', false)).toMatchObject({ value: true, variant: 'on' });
});

test('an unknown flag or variant gives the fallback and says why', async () => {
  const client = await openFlags('flag-test-2', definitions, (flag) => ({ odd: 'maybe' })[flag]);
  expect(await client.getBooleanDetails('absent', false)).toMatchObject({ value: false, errorCode: 'FLAG_NOT_FOUND' });
  expect(await client.getBooleanDetails('odd', true)).toMatchObject({ value: true, errorCode: 'PARSE_ERROR' });
});

test('a disabled flag is as if it were not there', async () => {
  const client = await openFlags('flag-test-6', definitions, () => 'on');
  expect(await client.getBooleanDetails('away', false)).toMatchObject({ value: false, reason: 'DISABLED' });
});

test('a boolean flag read as text is a type mismatch', async () => {
  const client = await openFlags('flag-test-3', definitions, () => 'on');
  expect(await client.getStringDetails('bundle-pricing', 'fallback')).toMatchObject({ value: 'fallback', errorCode: 'TYPE_MISMATCH' });
});

test('two slots in one process do not share flags', async () => {
  const on = await openFlags('flag-test-4', definitions, () => 'on');
  const off = await openFlags('flag-test-5', definitions, () => 'off');
  expect(await on.getBooleanValue('bundle-pricing', false)).toBe(true);
  expect(await off.getBooleanValue('bundle-pricing', true)).toBe(false);
});

test('rules decide for each user, the same every time, and a gradual rollout reaches about its share', async () => {
  const client = await openFlags('flag-test-7', definitions, () => 'targeted');
  expect(await client.getBooleanDetails('staff', false, { email: 'a@shop.example' })).toMatchObject({
    value: true,
    reason: 'TARGETING_MATCH',
  });
  expect(await client.getBooleanDetails('staff', true, { email: 'a@elsewhere.example' })).toMatchObject({ value: false, variant: 'off' });
  const evaluate = (): Promise<boolean[]> =>
    Promise.all(Array.from({ length: 1000 }, (_, index) => client.getBooleanValue('tenth', false, { targetingKey: `order-${index}` })));
  const first = await evaluate();
  expect(await evaluate()).toEqual(first);
  // A fixed set of keys: the count is the same on every machine.
  expect(first.filter(Boolean).length).toBeGreaterThan(70);
  expect(first.filter(Boolean).length).toBeLessThan(130);
});

test('a variant for everybody goes before the rules', async () => {
  const client = await openFlags('flag-test-8', definitions, () => 'on');
  expect(await client.getBooleanDetails('staff', false, { email: 'a@elsewhere.example' })).toMatchObject({ value: true, reason: 'STATIC' });
});
