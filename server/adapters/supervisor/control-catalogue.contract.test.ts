/** Every control of the shop on a real sandbox: it finds what it is for, says what it did, and leaves nothing behind. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ControlContext, ControlWork } from '../../../core/controls/control.ts';
import { checkParameters, controlDefinitions } from '../../../core/controls/index.ts';
import { receiptOf } from '../../../core/drill/rules/receipts.ts';
import { activeOperations } from '../../../core/drill/rules/standing.ts';
import type { LiveChoice } from '../../../core/sandbox/live.ts';
import type { ActiveOperation, StandingOperation } from '../../../core/sandbox/operations.ts';
import type { Stack } from '../../../core/stack/schema.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { readStackFiles } from '../../../infra/sandbox/stack-files.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { shopStackFile } from '../../stack-file.ts';
import { buildRealSandbox } from './real-sandbox.fixture.ts';

const programs = ['sandbox/supervisor', 'sandbox/postgres-keeper', 'engines/kafka', 'load/generator', 'services/gateway'];
const { stack } = await readStackFiles(shopStackFile());
/** These are the drill's own work, and never come to a sandbox. */
const elsewhere = ['alert.silence', 'owner.page'];

interface Arrangement {
  /** What has to stand for there to be anything to do. */
  before?: StandingOperation[];
  parameters?: Record<string, string | number>;
  /** Of what the system shows, the one that is meant. */
  choose?: (choice: LiveChoice) => boolean;
}

const canary: StandingOperation = { kind: 'canary', service: 'catalog', version: '1.14.2', weight: 0.2 };
const paused: StandingOperation = { kind: 'consumerFlow', service: 'fulfilment', flow: 'paused' };
const storm: StandingOperation = {
  kind: 'disturbance',
  disturbance: { type: 'storm', sessions: 1, pauseMs: 0, worker: 'stock-report' },
};
const isReport = ({ value, facts }: LiveChoice): boolean =>
  value.startsWith('stock-report/') && facts.some((fact) => fact.name === 'state' && fact.value === 'active');

const arrangements: Record<string, Arrangement> = {
  'canary.abort': { before: [canary] },
  'canary.promote': { before: [canary] },
  'service.scale': { parameters: { slots: 3 } },
  'redis.memory': { parameters: { maxmemoryMb: 32 } },
  'flag.set': { parameters: { variant: 'on' } },
  'retry.set': { parameters: { retries: 2 } },
  'breaker.set': { parameters: { mode: 'open' } },
  'consumer.resume': { before: [paused] },
  'offset.skip': { before: [paused], choose: () => true },
  'offsets.reset': { before: [paused] },
  'deadletter.redrive': {
    before: [
      { kind: 'disturbance', disturbance: { type: 'poison', topic: 'orders.placed', partition: 0, records: 1, worker: 'legacy-import' } },
    ],
    choose: ({ value }) => value !== 'all',
  },
  'session.terminate': { before: [storm], choose: isReport },
  'query.cancel': { before: [storm], choose: isReport },
  'index.create': { before: [{ kind: 'disturbance', disturbance: { type: 'dropIndex', index: 'products_by_category' } }] },
  'job.stop': { choose: () => true },
  // What it offers first is how the shop stands.
  'batch.set': { parameters: { records: 50, waitMs: 10 } },
};

/** What a control finds in a drill in which `before` stands. */
function contextOf(target: string, parameters: ControlContext['parameters'], before: readonly StandingOperation[]): ControlContext {
  const versions = Object.entries(stack.services).map(([service, { version, versions: all }]) => {
    const previous = Object.keys(all).filter((each) => each !== version);
    return [service, { current: version, previous }] as const;
  });
  return {
    target,
    parameters,
    versions: Object.fromEntries(versions),
    canaries: before.includes(canary) ? { catalog: { version: '1.14.2', weight: 0.2 } } : {},
    paused: before.includes(paused) ? ['fulfilment'] : [],
  };
}

const offers = stack.controls.filter(({ control }) => !elsewhere.includes(control));

describe.skipIf(programs.some((name) => !existsSync(distFile(`${name}.js`))))('the control catalogue on a real sandbox', () => {
  let root: string;
  let sandbox: Sandbox;
  let broken: readonly string[];

  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-controls-');
    await chmod(root, 0o755);
    ({ sandbox, failed: broken } = await buildRealSandbox({ dataDir: root, seed: 1 }));
  });
  afterAll(async () => {
    await sandbox?.stop();
    if (root) await rm(root, { recursive: true, force: true });
  });

  /** What is chosen from the running system; it may have to come first. */
  async function chosen(offer: Stack['controls'][number], target: string): Promise<Record<string, string>> {
    const live = controlDefinitions[offer.control]?.parameters.find(({ type }) => type === 'live');
    if (live?.type !== 'live' || live.live === 'alerts') return {};
    const query = { kind: live.live, target };
    const found = await vi.waitFor(
      async () => {
        const choice = (await sandbox.inspect(query)).find(arrangements[offer.control]?.choose ?? (() => true));
        expect(choice, `something to choose for ${offer.control}`).toBeDefined();
        return choice as LiveChoice;
      },
      { timeout: 60_000, interval: 300 },
    );
    expect(found.label).not.toBe('');
    return { [live.name]: found.value };
  }

  /** What the sandbox says that it did for it. */
  async function done(work: ControlWork, before: readonly ActiveOperation[]): Promise<string[]> {
    if (work.type === 'action') return (await sandbox.perform(work.action)).did;
    if (work.type === 'standing') return (await sandbox.reconcile([...before, ...activeOperations('c', work.operations)])).did;
    throw new Error(`${work.type} is not the sandbox's`);
  }

  test.each(offers)('$control', { timeout: 120_000 }, async (offer) => {
    const definition = controlDefinitions[offer.control];
    const target = offer.targets[0] ?? '';
    if (!definition) throw new Error(`no control ${offer.control}`);
    const { before = [], parameters = {} } = arrangements[offer.control] ?? {};
    const standing = activeOperations('before', before);
    await sandbox.reconcile(standing);
    const checked = checkParameters(definition, { ...parameters, ...(await chosen(offer, target)) }, offer);
    if (!checked.ok) throw new Error(checked.detail);
    const context = contextOf(target, checked.parameters, before);
    expect(definition.unavailable?.(context) ?? null).toBeNull();
    const work = definition.work(context);
    const receipt = receiptOf(work, await done(work, standing));
    expect(receipt, 'a receipt that everybody may read').not.toEqual([]);
    expect(receipt).not.toContain('Nothing changed: it was so already');
    await sandbox.restore();
    await vi.waitFor(async () => expect(await sandbox.diff()).toEqual([]), { timeout: 60_000, interval: 500 });
    expect(broken).toEqual([]);
  });
});
