import { beforeEach, expect, test } from 'vitest';
import { openTracesAt, openTracesOfAlert, searchOfAlert } from './exemplars.ts';
import { nothingSelected, useSelection } from './selection.ts';

beforeEach(() => useSelection.setState(nothingSelected));

test('an alert about errors leads to failed requests, one about time to the slowest, from a minute before it', () => {
  expect(searchOfAlert('checkout-availability', 100_000)).toMatchObject({ status: 'error', scope: 'users', fromMs: 40_000, toMs: null });
  expect(searchOfAlert('browse-latency', 100_000)).toMatchObject({ status: 'any', order: 'slowest', scope: 'users' });
  expect(searchOfAlert('order-freshness', 100_000)).toMatchObject({ order: 'slowest', scope: 'all' });
});

test('an alert of users is about the whole shop, whatever is looked at', () => {
  useSelection.setState({ component: 'catalog->redis', atMs: 5, traceId: 'a' });
  openTracesOfAlert('browse-latency', 100_000);
  expect(useSelection.getState()).toMatchObject({ tab: 'traces', component: null, traceId: null, atMs: null });
});

test('a chart leads to traces of its component at its moment', () => {
  useSelection.setState({ component: 'catalog->redis' });
  openTracesAt('errors', 60_000);
  expect(useSelection.getState()).toMatchObject({
    tab: 'traces',
    component: 'catalog->redis',
    atMs: 60_000,
    search: { status: 'error', scope: 'all' },
  });
  openTracesAt('p95', null);
  expect(useSelection.getState()).toMatchObject({ atMs: null, search: { status: 'any', order: 'slowest' } });
});
