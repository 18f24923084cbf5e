import { expect, test } from 'vitest';
import { checksWords } from './release-words.ts';

const suite = (name: string, ...results: ('passed' | 'failed' | 'not run')[]) => ({ suite: name, results, why: '' });
const consumer = { consumer: 'fulfilment', contract: 'orders.placed', result: 'not run' as const, why: '' };

test('[PP10] a release says in a line what was checked of it, and names what was not, each once', () => {
  expect(checksWords({ suites: [suite('unit', 'passed')], consumers: [{ ...consumer, result: 'passed' }] })).toBe('all 2 passed');
  expect(checksWords({ suites: [suite('unit', 'passed'), suite('load', 'passed', 'not run', 'not run')], consumers: [consumer] })).toBe(
    '2 of 5 passed; not run: load, fulfilment',
  );
  expect(checksWords({ suites: [suite('unit', 'failed')], consumers: [consumer] })).toBe(
    '0 of 2 passed; failed: unit; not run: fulfilment',
  );
});

test('[PP10] where nothing was checked nothing is said to have passed', () => {
  expect(checksWords({ suites: [], consumers: [] })).toBe('nothing was checked');
});
