import { describe, expect, test } from 'vitest';
import type { Action } from './action-form.ts';
import { grouped, groupOf, oftenUsed, shownOften } from './action-groups.ts';

const action = (control: string): Action => ({ control, title: control }) as Action;
const controls = ['cache.flush', 'service.rollback', 'service.restart', 'something.new', 'owner.page', 'payments.defer'];

describe('the action bar', () => {
  test('holds every action in exactly one group, in an order that does not depend on theirs', () => {
    const menus = grouped(controls.map(action)).map(({ title, actions }) => `${title}: ${actions.map(({ control }) => control).join(' ')}`);
    expect(menus).toEqual([
      'Service: service.restart',
      'Release: service.rollback',
      'Traffic & links: payments.defer',
      'Cache: cache.flush',
      'People: owner.page',
      'More: something.new',
    ]);
    expect(grouped(controls.toReversed().map(action)).flatMap(({ actions }) => actions)).toHaveLength(controls.length);
    expect(['deadletter.redrive', 'link.failover', 'alert.silence', 'query.cancel'].map((control) => groupOf({ control }))).toEqual([
      'Consumers',
      'Traffic & links',
      'Jobs & alerts',
      'Database',
    ]);
  });

  test('offers the usual ones at first, and what this browser uses most before them', () => {
    const names = (used: Record<string, number>) => oftenUsed(controls.map(action), used).map(({ control }) => control);
    expect(names({})).toEqual(['service.restart', 'service.rollback', 'payments.defer']);
    expect(names({ 'cache.flush': 2, 'owner.page': 1 }).slice(0, 3)).toEqual(['cache.flush', 'owner.page', 'service.restart']);
    const many = Object.fromEntries(controls.map((control) => [control, 1]));
    expect(names(many)).toHaveLength(shownOften);
  });
});
