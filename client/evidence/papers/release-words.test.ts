import { expect, test } from 'vitest';
import { checksWords } from './release-words.ts';

const suite = (name: string, ...results: ('passed' | 'failed' | 'not run')[]) => ({ suite: name, results, why: '' });

test('[PP10] a release says in a line what was checked of it, and names what was not', () => {
  const consumer = { consumer: 'fulfilment', contract: 'orders.placed', result: 'not run' as const, why: '' };
  expect(checksWords({ suites: [suite('unit', 'passed')], consumers: [{ ...consumer, result: 'passed' }] })).toBe('all passed');
  expect(checksWords({ suites: [suite('unit', 'passed'), suite('load', 'passed', 'not run')], consumers: [consumer] })).toBe(
    'not run: load, fulfilment',
  );
  expect(checksWords({ suites: [suite('unit', 'failed')], consumers: [consumer] })).toBe('failed: unit; not run: fulfilment');
});
