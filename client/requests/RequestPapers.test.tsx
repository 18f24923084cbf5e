import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { RequestPapers as Papers } from '../../core/protocol/requests.ts';
import { RequestPapers } from './RequestPapers.tsx';

const migration: Papers = {
  ...{ channel: null, notes: ['Ran on a copy', 'No unit suite: it has no code'], flag: null, diff: null, nodes: ['22.12', '24.4'] },
  suites: [{ suite: 'load', results: ['passed', 'not run'], why: 'it was late' }],
  consumers: [{ consumer: 'orders', contract: 'table orders', result: 'passed', why: '' }],
};
const page = (more: Partial<Papers> = {}): string => renderToStaticMarkup(<RequestPapers papers={{ ...migration, ...more }} />);

test('[PP20] a change that is no release shows its notes, its matrix and who relies on it', () => {
  const text = page();
  for (const words of [
    'Ran on a copy.',
    'No unit suite: it has no code.',
    'Checks: 2 of 3 passed; not run: load.',
    'Node 24.4',
    'table orders',
  ])
    expect(text).toContain(words);
});

test('[PP20] where nothing was run or nobody relies on it, a sentence says so', () => {
  const text = page({ suites: [], consumers: [], notes: [] });
  expect(text).toContain('Checks: nothing was checked.');
  expect(text).toContain('No suite was run for it.');
  expect(text).toContain('Nobody is named who relies on a contract of it.');
  expect(text).not.toContain('<table');
  expect(text).not.toContain('<ul');
});
