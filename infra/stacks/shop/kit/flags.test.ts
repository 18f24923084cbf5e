import { expect, test } from 'vitest';
import { openFlags } from './flags.ts';

test('the variant of the moment decides: on is true, off is false', async () => {
  const flags: Record<string, string> = { 'bundle-pricing': 'off' };
  const client = await openFlags('flag-test-1', (flag) => flags[flag]);
  expect(await client.getBooleanDetails('bundle-pricing', true)).toMatchObject({ value: false, variant: 'off' });
  flags['bundle-pricing'] = 'on';
  expect(await client.getBooleanDetails('bundle-pricing', false)).toMatchObject({ value: true, variant: 'on' });
});

test('an unknown flag or variant gives the fallback and says why', async () => {
  const client = await openFlags('flag-test-2', (flag) => ({ odd: 'maybe' })[flag]);
  expect(await client.getBooleanDetails('absent', false)).toMatchObject({ value: false, errorCode: 'FLAG_NOT_FOUND' });
  expect(await client.getBooleanDetails('odd', true)).toMatchObject({ value: true, errorCode: 'PARSE_ERROR' });
});

test('a boolean flag read as text is a type mismatch', async () => {
  const client = await openFlags('flag-test-3', () => 'on');
  expect(await client.getStringDetails('bundle-pricing', 'fallback')).toMatchObject({ value: 'fallback', errorCode: 'TYPE_MISMATCH' });
});

test('two slots in one process do not share flags', async () => {
  const on = await openFlags('flag-test-4', () => 'on');
  const off = await openFlags('flag-test-5', () => 'off');
  expect(await on.getBooleanValue('bundle-pricing', false)).toBe(true);
  expect(await off.getBooleanValue('bundle-pricing', true)).toBe(false);
});
