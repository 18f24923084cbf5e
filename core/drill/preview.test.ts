/** A use before it is asked for. */
import { expect, it } from 'vitest';
import { controlDefinitions } from '../controls/index.ts';
import type { ControlParameters } from './events.ts';
import { decoyRelease, planOf } from './plan.fixture.ts';
import { liveKindOf, previewOf } from './rules/actions.ts';
import { ana, type Simulation, simulate } from './simulation.fixture.ts';

const controls = [
  { control: 'cache.flush', targets: ['redis'] },
  { control: 'cache.bypass', targets: ['catalog'] },
  { control: 'traffic.shed', targets: ['gateway'] },
  { control: 'canary.abort', targets: ['orders'] },
  { control: 'canary.promote', targets: ['orders'] },
  { control: 'consumer.pause', targets: ['fulfilment'] },
  { control: 'consumer.resume', targets: ['fulfilment'] },
  { control: 'session.terminate', targets: ['postgres'] },
  { control: 'alert.silence', targets: ['alerts'] },
  { control: 'link.failover', targets: ['payments->psp'], choices: { endpoint: ['backup-psp', 'psp'] } },
];

function live(): Simulation {
  const sim = simulate(planOf({ script: [{ ...decoyRelease, due: { atMs: 5_000 } }], controls }));
  sim.goLive();
  return sim;
}

const uses: [string, string, ControlParameters][] = [
  ['cache.flush', 'redis', {}],
  ['cache.bypass', 'catalog', {}],
  ['cache.bypass', 'catalog', { limitPerSecond: 4000 }],
  ['traffic.shed', 'gateway', { fraction: 0 }],
  ['traffic.shed', 'gateway', { fraction: 0.5 }],
  ['canary.abort', 'orders', {}],
  ['canary.promote', 'orders', {}],
  ['consumer.pause', 'fulfilment', {}],
  ['consumer.resume', 'fulfilment', {}],
  ['session.terminate', 'postgres', {}],
  ['session.terminate', 'postgres', { session: 'nightly-report/4711' }],
  ['alert.silence', 'alerts', { alert: 'browse-latency.page', reason: 'short' }],
  ['link.failover', 'payments->psp', { endpoint: 'third-psp' }],
  ['link.failover', 'payments->psp', {}],
];

it.each(uses)('CT15 the preview of %s on %s with %j judges as the use itself does', (control, target, parameters) => {
  const sim = live();
  const preview = previewOf(sim.state, { control, target, parameters });
  const plain = sim.send('runControl', { control, target, parameters }, { actor: ana });
  if (plain.ok) return expect(preview).toMatchObject({ problem: null, broad: null });
  if (plain.code === 'confirm_needed') expect(preview).toMatchObject({ problem: null, broad: plain.detail });
  else expect(preview?.problem).toBe(plain.detail);
});

it('CT15 while a change of a service is under way, the preview of another says so as the use itself does', () => {
  const sim = live();
  expect(sim.send('runControl', { control: 'cache.bypass', target: 'catalog', parameters: {} }, { actor: ana })).toMatchObject({
    ok: true,
  });
  const second = { control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 10 } };
  const refused = sim.send('runControl', second, { actor: ana });
  expect(refused).toMatchObject({ ok: false, code: 'change_in_flight' });
  expect(previewOf(sim.state, second)?.problem).toBe(refused.ok ? '' : refused.detail);
});

it('CT15 it shows what one would type, with a gap for what is still to be chosen', () => {
  const { state } = live();
  const typed = (parameters: ControlParameters): string | undefined =>
    previewOf(state, { control: 'alert.silence', target: 'alerts', parameters })?.equivalent;
  expect(typed({})).toBe('amtool silence add alertname=<alert> --duration=10m --comment="<reason>"');
  expect(typed({ alert: 'browse-latency.page', minutes: 5 })).toContain('alertname=browse-latency.page --duration=5m');
});

it('CT15 it says what would be so then, as the change log will, once all of it is said', () => {
  const sim = live();
  const use = { control: 'cache.bypass', target: 'catalog', parameters: { limitPerSecond: 10 } };
  const effect = previewOf(sim.state, use)?.effect;
  sim.send('runControl', use, { actor: ana });
  sim.play(6);
  expect(effect).toBe(sim.state.changes.at(-1)?.summary);
  expect(previewOf(sim.state, { control: 'session.terminate', target: 'postgres', parameters: {} })?.effect).toBeNull();
});

it('CT15 a preview changes nothing, and there is none of what is not offered', () => {
  const sim = live();
  const before = structuredClone(sim.state);
  for (const [control, target, parameters] of uses) previewOf(sim.state, { control, target, parameters });
  expect(sim.state).toEqual(before);
  expect(previewOf(sim.state, { control: 'cache.flush', target: 'catalog', parameters: {} })).toBeNull();
  expect(previewOf(sim.state, { control: 'service.restart', target: 'orders', parameters: {} })).toBeNull();
});

it('CT16 only a parameter that is chosen from the running system may be asked for, and only where the control is offered', () => {
  const { plan } = live().state;
  expect(liveKindOf(plan, { control: 'session.terminate', target: 'postgres', parameter: 'session' })).toBe('sessions');
  expect(liveKindOf(plan, { control: 'alert.silence', target: 'alerts', parameter: 'alert' })).toBe('alerts');
  expect(liveKindOf(plan, { control: 'alert.silence', target: 'alerts', parameter: 'reason' })).toBeNull();
  expect(liveKindOf(plan, { control: 'session.terminate', target: 'redis', parameter: 'session' })).toBeNull();
  expect(liveKindOf(plan, { control: 'offset.skip', target: 'fulfilment', parameter: 'position' })).toBeNull();
  expect(controlDefinitions['offset.skip']).toBeDefined();
});
