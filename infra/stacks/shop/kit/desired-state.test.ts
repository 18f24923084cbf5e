import { expect, test } from 'vitest';
import type { SlotDesired } from '../../../../core/sandbox/messages.ts';
import { DesiredState, desiredProblem } from './desired-state.ts';

const base: SlotDesired = {
  version: '1.14.1',
  behaviours: { imageHints: false },
  policies: { 'cache.mode': 'on' },
  flags: { 'bundle-pricing': 'off' },
  hooks: [],
  endpoints: { catalog: [{ slot: 'catalog-1', url: 'http://127.0.0.1:1' }] },
  consumer: 'running',
};
const next: SlotDesired = {
  ...base,
  policies: { 'cache.mode': 'bypass', 'cache.originLimit': 20 },
  flags: {},
  hooks: [{ id: 'f1', hook: { type: 'busy', share: 0.5 } }],
  endpoints: { catalog: [] },
  consumer: 'cordoned',
};

test('applying names what changed and puts it in force', () => {
  const state = new DesiredState(base);
  expect(state.apply(next)).toEqual([
    'policy cache.mode',
    'policy cache.originLimit',
    'flag bundle-pricing',
    'hook f1',
    'endpoints catalog',
    'consumer',
  ]);
  expect(state.policy('cache.mode')).toBe('bypass');
  expect(state.endpoints('catalog')).toEqual([]);
  expect(state.current).toEqual(next);
});

test('applying the same state again changes nothing and tells nobody', () => {
  const state = new DesiredState(base);
  let told = 0;
  state.onChange(() => {
    told += 1;
  });
  expect(state.apply(structuredClone(base))).toEqual([]);
  expect(told).toBe(0);
  state.apply(next);
  expect(state.apply(structuredClone(next))).toEqual([]);
  expect(told).toBe(1);
});

test('listeners hear which parts changed', () => {
  const state = new DesiredState(base);
  const heard: string[] = [];
  state.onChange((_desired, changed) => heard.push(...changed));
  state.apply({ ...base, consumer: 'cordoned' });
  expect(heard).toEqual(['consumer']);
});

test('a running process keeps its version: only a restart changes it', () => {
  const state = new DesiredState(base);
  state.apply({ ...base, version: '1.14.2', behaviours: { imageHints: true } });
  expect(state.current.version).toBe('1.14.1');
  expect(state.current.behaviours).toEqual({ imageHints: false });
});

test('a body that is no desired state is named', () => {
  expect(desiredProblem(base)).toBeNull();
  expect(desiredProblem(undefined)).toContain('JSON object');
  expect(desiredProblem({ ...base, hooks: {} })).toContain('hooks');
  expect(desiredProblem({ ...base, endpoints: { catalog: [{}] } })).toContain('endpoints');
  expect(desiredProblem({ ...base, consumer: 'off' })).toContain('consumer');
});
