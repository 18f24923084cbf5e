import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actionPreviewSchema, liveChoicesSchema } from '../core/protocol/actions.ts';
import type { Joined } from '../core/protocol/messages.ts';
import { SandboxError } from './ports/sandbox.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
let joined: Joined;
beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start();
});
afterEach(() => edge.close());

const sandbox = () => {
  const built = edge.house.factory.built.at(-1);
  if (!built) throw new Error('no sandbox was built');
  return built;
};
const mine = () => ({ authorization: `Bearer ${joined.playerToken}` });
const command = (data: Record<string, unknown>) =>
  edge.call('POST', `/api/v1/drills/${joined.drillId}/commands`, { headers: mine(), body: { commandId: 'c1', ...data } });
const end = () =>
  edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, {
    headers: facilitatorKey,
    body: { type: 'abort', commandId: 'x', reason: 'enough' },
  });

describe('a preview', () => {
  const preview = (control: unknown, target: string, parameters: Record<string, unknown> = {}, drillId = joined.drillId) =>
    edge.call('POST', `/api/v1/drills/${drillId}/preview`, { body: { control, target, parameters } });

  test('[AP1] what one would type follows the chosen target and parameters, and whoever watches may read it', async () => {
    const equivalent = async (...use: Parameters<typeof preview>) => actionPreviewSchema.parse((await preview(...use)).body).equivalent;
    expect(await equivalent('cache.bypass', 'catalog', { limitPerSecond: 40 })).toContain('CACHE_ORIGIN_LIMIT=40');
    expect(await equivalent('service.scale', 'orders', { slots: 3 })).toMatch(/orders.*3/);
    expect(await equivalent('session.terminate', 'postgres')).toContain('<pid>');
  });

  test('[AP2] what would be refused is said as a problem, and what reaches everybody is called so', async () => {
    expect((await preview('cache.bypass', 'catalog', { limitPerSecond: 4000 })).body['problem']).toContain('limitPerSecond');
    expect((await preview('cache.bypass', 'catalog', { limit: 1 })).body['problem']).toContain('no parameter');
    expect((await preview('session.terminate', 'postgres')).body['problem']).toContain('chosen from the sessions');
    expect((await preview('consumer.resume', 'fulfilment')).body['problem']).toContain('not paused');
    expect((await preview('breaker.set', 'orders->payments', { mode: 'auto' })).body).toMatchObject({ problem: null, broad: null });
    expect((await preview('breaker.set', 'orders->payments', { mode: 'open' })).body['broad']).toContain('orders->payments');
  });

  test.each<[string, unknown, string, Record<string, unknown>, number, string]>([
    ['an unknown control', 'constructor', 'catalog', {}, 404, 'unknown_control'],
    ['a target of another control', 'cache.bypass', 'orders', {}, 404, 'unknown_control'],
    ['a target that is nothing', 'cache.bypass', '__proto__', {}, 404, 'unknown_control'],
    ['a control that is no text', 7, 'catalog', {}, 400, 'bad_message'],
    ['a name of great length', 'x'.repeat(10_000), 'catalog', {}, 400, 'bad_message'],
    ['a value of great length', 'alert.silence', 'alerts', { reason: 'x'.repeat(10_000) }, 400, 'bad_message'],
    ['a list as a value', 'cache.bypass', 'catalog', { limitPerSecond: [1] }, 400, 'bad_message'],
  ])('[AP3] %s is refused', async (_name, control, target, parameters, status, code) => {
    expect(await preview(control, target, parameters)).toMatchObject({ status, body: { code } });
  });

  test('[AP4] of another drill there is none, nor of one that has ended', async () => {
    expect(await preview('cache.flush', 'redis', {}, 'INC-0999')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await end();
    expect(await preview('cache.flush', 'redis')).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  });

  test('[AP5] a broad use is taken once its target stands beside it', async () => {
    await edge.house.pass(16);
    const flush = { type: 'runControl', control: 'cache.flush', target: 'redis', parameters: {} };
    expect(await command(flush)).toMatchObject({ status: 409, body: { code: 'confirm_needed' } });
    expect(await command({ ...flush, commandId: 'c2', confirm: 'redis' })).toMatchObject({ status: 200 });
    expect(
      await command({ type: 'runControl', commandId: 'c3', control: 'consumer.resume', target: 'fulfilment', parameters: {} }),
    ).toMatchObject({ status: 409, body: { code: 'not_applicable' } });
  });
});

describe('choices', () => {
  const session = { value: 'orders/4711', label: 'orders, pid 4711', facts: [{ name: 'state', value: 'active' }] };
  const asked = { control: 'session.terminate', target: 'postgres', parameter: 'session' };
  const choices = (change: Record<string, string> = {}, { headers = mine(), drillId = joined.drillId } = {}) =>
    edge.call('GET', `/api/v1/drills/${drillId}/choices?${new URLSearchParams({ ...asked, ...change })}`, { headers });

  test('[AP6] are what the sandbox shows at this moment, while the drill is live', async () => {
    sandbox().choices = { sessions: [session] };
    expect(await choices()).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
    await edge.house.pass(16);
    expect(liveChoicesSchema.parse((await choices()).body)).toEqual({ choices: [session] });
    expect((await choices({}, { headers: facilitatorKey })).status).toBe(200);
    await end();
    expect(await choices()).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
  });

  test('[AP7] are for those who are in the drill: the engines are asked for them', async () => {
    await edge.house.pass(16);
    expect(await choices({}, { headers: { authorization: '' } })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await choices({}, { drillId: 'INC-0999' })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await choices({}, { drillId: 'INC-0999', headers: facilitatorKey })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test.each([
    ['an unknown control', { control: 'constructor' }, 404, 'unknown_control'],
    ['a target that is not offered', { target: 'redis' }, 404, 'unknown_control'],
    ['an unknown parameter', { parameter: 'toString' }, 400, 'bad_parameter'],
    ['a parameter that is no live one', { control: 'service.scale', target: 'orders', parameter: 'slots' }, 400, 'bad_parameter'],
    ['a text of great length', { parameter: 'x'.repeat(5000) }, 400, 'bad_message'],
  ])('[AP8] %s is refused', async (_name, change, status, code) => {
    await edge.house.pass(16);
    expect(await choices(change)).toMatchObject({ status, body: { code } });
  });

  test('[AP9] of alerts are those of the drill itself', async () => {
    await edge.house.pass(16);
    await edge.house.pass(40, { 'checkout-availability': 0.5 });
    const silence = { control: 'alert.silence', target: 'alerts', parameter: 'alert' };
    const { choices: shown } = liveChoicesSchema.parse((await choices(silence)).body);
    const known = edge.house.host.currentView()?.alerts.map(({ alert }) => alert) ?? [];
    expect(known.length).toBeGreaterThan(0);
    expect(shown.map(({ value }) => value).sort()).toEqual([...new Set(known)].sort());
    expect(shown[0]?.facts.map(({ name }) => name)).toEqual(['state', 'severity', 'burn']);
  });

  test('[AP10] an engine that fails or keeps silent gives a closed code, and its own words stay on the terminal', async () => {
    await edge.house.pass(16);
    const inspect = vi.spyOn(sandbox(), 'inspect').mockRejectedValueOnce(new SandboxError('component_failed', 'the lock holder has it'));
    const failed = await choices();
    expect(failed).toMatchObject({ status: 503, body: { code: 'no_answer' } });
    expect(JSON.stringify(failed.body)).not.toContain('lock holder');
    expect(edge.house.lines.join()).toContain('lock holder');
    await edge.house.clock.advance(1000);
    inspect.mockReturnValue(new Promise(() => {}));
    const waiting = choices();
    await vi.waitFor(() => expect(inspect).toHaveBeenCalledTimes(2), 10_000);
    await edge.house.clock.advance(4000);
    expect(await waiting).toMatchObject({ status: 503, body: { code: 'no_answer' } });
  });

  test('[AP11] what the end of the drill overtakes is refused like everything after it, and is no failure of the house', async () => {
    await edge.house.pass(16);
    let fail = (_error: Error): void => {};
    const inspect = vi.spyOn(sandbox(), 'inspect').mockReturnValueOnce(new Promise((_answer, reject) => (fail = reject)));
    const waiting = choices();
    await vi.waitFor(() => expect(inspect).toHaveBeenCalled(), 10_000);
    await end();
    fail(new SandboxError('stopped', 'the sandbox is gone: start a new one'));
    expect(await waiting).toMatchObject({ status: 409, body: { code: 'wrong_phase' } });
    expect(edge.house.lines.join()).not.toContain('sessions of postgres');
  });
});

describe('a page with evidence', () => {
  const evidence = { kind: 'signal', ref: 'link:catalog->redis|p95', label: 'p95 of catalog->redis', atMs: 1 };
  const page = { type: 'runControl', control: 'owner.page', target: 'platform', parameters: {} };

  test('[AP11] is taken with up to six pieces, and everybody reads what was sent', async () => {
    await edge.house.pass(16);
    expect(await command({ ...page, evidence: [evidence] })).toMatchObject({ status: 200 });
    expect(edge.house.host.currentView()?.controls.at(-1)).toMatchObject({ control: 'owner.page', evidence: [{ ref: evidence.ref }] });
    expect(edge.house.host.timeline().at(-1)?.text).toContain('with “p95 of catalog->redis”');
    const many = Array.from({ length: 7 }, () => evidence);
    expect(await command({ ...page, commandId: 'c2', evidence: many })).toMatchObject({ status: 400, body: { code: 'bad_message' } });
    const noKind = [{ ...evidence, kind: 'rumour' }];
    expect(await command({ ...page, commandId: 'c3', evidence: noKind })).toMatchObject({ status: 400, body: { code: 'bad_message' } });
    const elsewhere = { ...page, commandId: 'c4', control: 'cache.bypass', target: 'catalog', evidence: [evidence] };
    expect(await command(elsewhere)).toMatchObject({ status: 400, body: { code: 'bad_parameter' } });
  });

  test('[AP12] a preview says what would be so then, as soon as all of it is said', async () => {
    const preview = async (control: string, target: string, parameters = {}) =>
      actionPreviewSchema.parse(
        (await edge.call('POST', `/api/v1/drills/${joined.drillId}/preview`, { body: { control, target, parameters } })).body,
      ).effect;
    expect(await preview('cache.bypass', 'catalog', { limitPerSecond: 40 })).toBe(
      'catalog reads past the cache, at most 40 requests/s per instance',
    );
    expect(await preview('session.terminate', 'postgres')).toBeNull();
  });
});
