import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ActiveOperation } from '../../core/sandbox/operations.ts';
import { createFleet, type FleetFixture } from './fleet.fixture.ts';

let root: string;
let fixture: FleetFixture;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-'));
  fixture = await createFleet(root);
  await Promise.all(fixture.fleet.memberNames().map((name) => fixture.fleet.start(name)));
  await writeFile(join(root, 'events.log'), '');
});
afterEach(async () => {
  await fixture.fleet.stop(1000);
  await rm(root, { recursive: true, force: true });
});

const eventLines = async (): Promise<string[]> => (await readFile(join(root, 'events.log'), 'utf8')).trim().split('\n');
const runningNames = (): string[] => fixture.fleet.running().map(({ name }) => name);
const scale = (slots: number): ActiveOperation => ({ id: 's', operation: { kind: 'scale', service: 'back', slots } });
const speed = (value: number): ActiveOperation => ({ id: 'p', operation: { kind: 'policy', service: 'back', key: 'speed', value } });
const apply = async (operations: ActiveOperation[]): Promise<string[]> => [
  ...(await fixture.fleet.apply(fixture.desired(operations))),
  ...(await fixture.fleet.converge({ waitForEarlier: true })),
];

test('a restart takes instances one after another: callers are told first, then it drains, ends and comes back', async () => {
  await fixture.fleet.restart('back');
  expect((await eventLines()).filter((line) => !line.endsWith('told '))).toEqual([
    ...['front-1 told back-2', 'back-1 drain', 'back-1 term', 'back-1 up 2', 'front-1 told back-1,back-2'],
    ...['front-1 told back-1', 'back-2 drain', 'back-2 term', 'back-2 up 2', 'front-1 told back-1,back-2'],
  ]);
});

test('one instance can be restarted alone', async () => {
  const did = await fixture.fleet.restart('back-2');
  expect(did).toEqual([expect.stringMatching(/^back-2: 2 drained and stopped, 2 ready after \d+ ms$/)]);
  expect((await eventLines()).filter((line) => line.startsWith('back-1 up'))).toEqual([]);
});

test("the only instance of a service stays in nobody's way: it is restarted although nobody else serves", async () => {
  await expect(fixture.fleet.restart('front')).resolves.toHaveLength(1);
  expect(await eventLines()).toContain('front-1 up 2');
});

test('a version is a rolling restart into it, and back when it is taken off', async () => {
  const version: ActiveOperation = { id: 'v', operation: { kind: 'version', service: 'back', version: '1' } };
  expect(await apply([version])).toHaveLength(2);
  expect((await eventLines()).filter((line) => line.includes(' up '))).toEqual(['back-1 up 1', 'back-2 up 1']);
  await apply([]);
  expect((await eventLines()).filter((line) => line.includes(' up ')).slice(2)).toEqual(['back-1 up 2', 'back-2 up 2']);
  expect(await apply([])).toEqual([]);
});

test('scaling up tells callers only when the new instance is ready, scaling down before it drains', async () => {
  await apply([scale(3)]);
  expect(runningNames()).toEqual(['front-1', 'back-1', 'back-2', 'back-3']);
  const up = await eventLines();
  expect(up.indexOf('front-1 told back-1,back-2,back-3')).toBeGreaterThan(up.indexOf('back-3 up 2'));
  await apply([scale(1)]);
  expect(runningNames()).toEqual(['front-1', 'back-1']);
  const down = (await eventLines()).slice(up.length);
  const firstDrain = down.findIndex((line) => line.endsWith(' drain'));
  expect(down.slice(0, firstDrain)).toContain('front-1 told back-1');
  expect(new Set(down.slice(firstDrain).filter((line) => line.startsWith('front-1')))).not.toContain('front-1 told back-1,back-2');
});

test('changes of one service wait for each other, and each caller waits for its own', async () => {
  const results = await Promise.all([apply([scale(3)]), apply([scale(1)]), fixture.fleet.restart('back-1')]);
  expect(results.every((did) => Array.isArray(did))).toBe(true);
  expect(runningNames()).toEqual(['front-1', 'back-1']);
});

test('a service that is where it should be is not waited for, whatever is done to it', async () => {
  let restarted = false;
  const restart = fixture.fleet.restart('back').then(() => {
    restarted = true;
  });
  await apply([{ id: 'p', operation: { kind: 'policy', service: 'back', key: 'speed', value: 9 } }]);
  expect(restarted).toBe(false);
  await restart;
});

test('the same goal asked for twice at once is reached once, and both wait for it', async () => {
  const [first, second] = await Promise.all([apply([scale(3)]), apply([scale(3)])]);
  expect([first.filter((line) => line.startsWith('back-3')), second]).toEqual([[expect.stringContaining('back-3: started 2')], []]);
  expect(fixture.fleet.health().find(({ component }) => component === 'back-3')?.state).toBe('up');
});

test('what one request began and another does not change is not waited for by the other', async () => {
  const rolling = apply([scale(3)]);
  await fixture.fleet.apply(fixture.desired([scale(3), speed(9)]));
  expect(await fixture.fleet.converge({ waitForEarlier: false })).toEqual([]);
  expect(fixture.fleet.health().find(({ component }) => component === 'back-3')?.state).not.toBe('up');
  await rolling;
});

test('changes during a restart fail nobody: who is being ended is left out, and boots in the newest state', async () => {
  let restarting = true;
  const restart = fixture.fleet.restart('back').finally(() => {
    restarting = false;
  });
  let value = 1;
  while (restarting) await fixture.fleet.apply(fixture.desired([speed((value += 1))]));
  await restart;
  for (const name of ['back-1', 'back-2']) expect((await fixture.fleet.stateOf(name)).policies).toEqual({ speed: value });
});

const canary = (weight: number, version = '1'): ActiveOperation => ({
  id: 'c',
  operation: { kind: 'canary', service: 'back', version, weight },
});
const versions = (): (string | undefined)[] => fixture.fleet.running().map(({ name, version }) => `${name} ${version}`);

test('a canary is one instance more with its share of calls, which can change without a restart, and goes when it is taken off', async () => {
  await apply([canary(0.1)]);
  expect(versions()).toEqual(['front-1 2', 'back-1 2', 'back-2 2', 'back-3 1']);
  expect((await eventLines()).at(-1)).toBe('front-1 told back-1*0.45,back-2*0.45,back-3*0.1');
  const before = (await eventLines()).length;
  await apply([canary(0.5)]);
  const changed = (await eventLines()).slice(before);
  expect(changed).toContain('front-1 told back-1*0.25,back-2*0.25,back-3*0.5');
  expect(changed.filter((line) => !line.includes(' told'))).toEqual([]);
  await apply([]);
  expect(versions()).toEqual(['front-1 2', 'back-1 2', 'back-2 2']);
});

test('a canary of a service that fills its room takes the place of one instance', async () => {
  await apply([scale(3)]);
  await apply([scale(3), canary(0.1)]);
  expect(versions()).toEqual(['front-1 2', 'back-1 2', 'back-2 2', 'back-3 1']);
  await apply([scale(3)]);
  expect(versions()).toEqual(['front-1 2', 'back-1 2', 'back-2 2', 'back-3 2']);
});

test('a canary that is promoted leaves every instance with its version and no one instance more', async () => {
  await apply([canary(0.1)]);
  await apply([canary(0.1), { id: 'v', operation: { kind: 'version', service: 'back', version: '1' } }, canary(0)]);
  expect(versions()).toEqual(['front-1 2', 'back-1 1', 'back-2 1']);
});

test('consumers stay out of their group while something is done to it, and come back even if that fails', async () => {
  const work = async (): Promise<string[]> => {
    expect((await fixture.fleet.stateOf('back-1')).consumer).toBe('cordoned');
    // A change that comes meanwhile brings nobody back.
    await fixture.fleet.apply(fixture.desired([speed(9)]));
    expect((await fixture.fleet.stateOf('back-2')).consumer).toBe('cordoned');
    return ['back: moved'];
  };
  expect(await fixture.fleet.withoutConsumers('back', work)).toEqual([
    'back: moved',
    expect.stringMatching(/^back: its group stood still for \d+\.\d s$/),
  ]);
  await expect(fixture.fleet.withoutConsumers('back', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  const told = (await eventLines()).filter((line) => line.startsWith('back-1 consumer'));
  expect(told).toEqual(['back-1 consumer cordoned', 'back-1 consumer running', 'back-1 consumer cordoned', 'back-1 consumer running']);
});

test('a consumer that does not leave its group in time is a failure, not something done', async () => {
  await writeFile(join(root, 'stay-back-1'), '');
  await fixture.fleet.apply(fixture.desired([{ id: 'c', operation: { kind: 'cordon', slot: 'back-1' } }]));
  await expect(fixture.fleet.consumers.settleTold()).rejects.toMatchObject({
    code: 'apply_failed',
    message: 'back-1: its consumer is not cordoned after 0.5 s',
  });
});

test('a policy reaches the running instances without a restart', async () => {
  const did = await apply([{ id: 'p', operation: { kind: 'policy', service: 'back', key: 'speed', value: 9 } }]);
  expect(did).toEqual(['back-1: policy', 'back-2: policy']);
  expect((await fixture.fleet.stateOf('back-1')).policies).toEqual({ speed: 9 });
});

test('an instance that dies comes back in the same desired state', async () => {
  await apply([{ id: 'p', operation: { kind: 'policy', service: 'back', key: 'speed', value: 9 } }]);
  const victim = fixture.fleet.health().find(({ component }) => component === 'back-1');
  process.kill(victim?.pid ?? Number.NaN, 'SIGKILL');
  await vi.waitFor(
    () => expect(fixture.fleet.health().find(({ component }) => component === 'back-1')).toMatchObject({ state: 'up', restarts: 1 }),
    20_000,
  );
  expect((await fixture.fleet.stateOf('back-1')).policies).toEqual({ speed: 9 });
});

test('an instance whose event loop burns for seconds is waited for: it is slow, and not gone', { timeout: 30_000 }, async () => {
  await writeFile(join(root, 'burn-back-1'), '');
  expect(await apply([speed(9)])).toEqual(['back-1: policy', 'back-2: policy']);
});

test('a state that was on its way when the connection broke is sent again', async () => {
  await writeFile(join(root, 'drop-back-1'), '');
  expect(await apply([speed(9)])).toEqual(['back-1: policy', 'back-2: policy']);
  expect((await fixture.fleet.stateOf('back-1')).policies).toEqual({ speed: 9 });
});

test('an instance that dies while it is told a state fails nobody, and comes back in that state', async () => {
  await writeFile(join(root, 'fall-back-1'), '');
  expect(await apply([speed(9)])).toContain('back-2: policy');
  await vi.waitFor(
    () => expect(fixture.fleet.health().find(({ component }) => component === 'back-1')).toMatchObject({ state: 'up', restarts: 1 }),
    20_000,
  );
  expect((await fixture.fleet.stateOf('back-1')).policies).toEqual({ speed: 9 });
});

test('an instance that cannot start again is given up with its last words at hand', async () => {
  await writeFile(join(root, 'die-back-1'), '');
  await expect(fixture.fleet.restart('back-1')).rejects.toMatchObject({ code: 'component_failed', about: { lastLines: ['cannot bind'] } });
  await vi.waitFor(() => expect(fixture.givenUp).toEqual(['back-1 died 6 times in a minute, at last with exit code 9']), 20_000);
  expect(fixture.fleet.health().find(({ component }) => component === 'back-1')?.state).toBe('down');
});

test('an instance whose new start fails is left alone by callers until it serves again', async () => {
  await writeFile(join(root, 'die-back-1'), '');
  await expect(fixture.fleet.restart('back-1')).rejects.toMatchObject({ code: 'component_failed' });
  expect((await eventLines()).findLast((line) => line.startsWith('front-1 told'))).toBe('front-1 told back-2');
  await rm(join(root, 'die-back-1'));
  await vi.waitFor(async () => expect((await eventLines()).at(-1)).toBe('front-1 told back-1,back-2'), 20_000);
});

test('an instance that cannot reach what it needs is not waited for endlessly: it goes on trying, callers leave it alone, and it serves when it can', async () => {
  await writeFile(join(root, 'wait-back-1'), '');
  await expect(fixture.fleet.restart('back')).rejects.toMatchObject({ code: 'not_ready', message: 'back-1 was not ready within 6 s' });
  const stateOf = (name: string) => fixture.fleet.health().find(({ component }) => component === name)?.state;
  expect([stateOf('back-1'), stateOf('back-2')]).toEqual(['starting', 'up']);
  expect((await eventLines()).at(-1)).not.toContain('told back-1');
  await rm(join(root, 'wait-back-1'));
  await vi.waitFor(() => expect(stateOf('back-1')).toBe('up'), 20_000);
  await vi.waitFor(async () => expect(await eventLines()).toContain('front-1 told back-1,back-2'), 20_000);
  expect((await eventLines()).filter((line) => line === 'back-1 term')).toHaveLength(1);
});

test('what does not run cannot be restarted', async () => {
  await expect(fixture.fleet.restart('back-3')).rejects.toMatchObject({ code: 'unknown_target' });
});

test('an instance that was being replaced when the sandbox was stopped is not started any more', async () => {
  const restart = fixture.fleet.restart('back').then(
    () => 'went through',
    (error: Error) => error.message,
  );
  await vi.waitFor(async () => expect(await eventLines()).toContain('back-1 drain'), { interval: 1, timeout: 10_000 });
  await fixture.fleet.stop(1000);
  // Caught before its new process, or after it: then that one was ended as well.
  expect(await restart).toMatch(/the sandbox has been stopped|ended \(SIGTERM\)/);
  expect(runningNames()).toEqual([]);
  await expect(fixture.fleet.start('back-1')).rejects.toThrow('the sandbox has been stopped');
});
