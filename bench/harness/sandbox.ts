/** A sandbox without the server: the supervisor as the server runs it, the telemetry worker beside it, the ledger in our hand. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import type { LedgerSecond } from '../../core/sandbox/messages.ts';
import { createSupervisorFactory } from '../../server/adapters/supervisor/supervisor-factory.ts';
import type { Sandbox } from '../../server/ports/sandbox.ts';
import { shopStackFile } from '../../server/stack-file.ts';
import type { CollectorBoot, CollectorMessage } from '../programs/collector.ts';
import type { Ends } from './ends.ts';
import { ask, startHelper, temporaryFolder } from './programs.ts';

export interface BenchSandbox {
  sandbox: Sandbox;
  /** From the order to start until the first user was served, ms. */
  startMs: number;
  /** The ledger's seconds from now on, for this long. */
  seconds(count: number): Promise<LedgerSecond[]>;
  /** Spans the telemetry worker took so far, and requests it refused. */
  telemetry(): Promise<{ spans: number; refused: number }>;
  stop(): Promise<void>;
}

const token = 'bench';
/** The load generator reaches the rate step by step within this. */
export const rampSeconds = 10;

/** Starts a sandbox under a steady rate: without the shop's wave, and above its usual maximum if asked. */
export async function startSandbox(ends: Ends, { ratePerSecond }: { ratePerSecond: number }): Promise<BenchSandbox> {
  const collector = await startHelper(ends, 'collector', { boot: { token } satisfies CollectorBoot });
  const { port } = await ask<CollectorMessage & { type: 'listening' }>(collector, { type: 'port' }, 'listening');
  const folder = temporaryFolder(ends);
  const listeners = new Set<(second: LedgerSecond) => void>();
  const factory = createSupervisorFactory({
    stackFile: steadyStack(join(folder, 'stack'), ratePerSecond),
    dataDir: join(folder, 'sandboxes'),
    collectorPort: port,
    engines: { kind: 'embedded' },
  });
  const sinceMs = performance.now();
  let broken = '';
  const sandbox = await factory.build({
    telemetryToken: token,
    ratePerSecond,
    seed: 1,
    onProgress: () => {},
    onHealth: () => {},
    onLedger: (second) => listeners.forEach((listener) => listener(second)),
    onFailed: (message) => void (broken = message),
  });
  const startMs = performance.now() - sinceMs;
  const stopSandbox = ends.add(() => sandbox.stop());
  return {
    sandbox,
    startMs,
    async seconds(count) {
      const seconds: LedgerSecond[] = [];
      const note = (second: LedgerSecond): void => void seconds.push(second);
      listeners.add(note);
      while (seconds.length < count && broken === '') await pause(50);
      listeners.delete(note);
      if (broken !== '') throw new Error(`the sandbox broke: ${broken}`);
      return seconds.slice(0, count);
    },
    telemetry: () => ask<CollectorMessage & { type: 'taken' }>(collector, { type: 'take' }, 'taken'),
    async stop() {
      await stopSandbox();
      await collector.stop();
    },
  };
}

/** A copy of the shop's stack whose rate does not swing. @returns its `stack.yaml` */
function steadyStack(folder: string, ratePerSecond: number): string {
  const original = dirname(shopStackFile());
  for (const part of ['stack.yaml', 'flags.json', 'slos', 'sql']) cpSync(join(original, part), join(folder, part), { recursive: true });
  const file = join(folder, 'stack.yaml');
  const stack = parse(readFileSync(file, 'utf8')) as { load: { maxRatePerSecond: number; wave: { amplitude: number } } };
  stack.load.wave.amplitude = 0;
  stack.load.maxRatePerSecond = Math.max(stack.load.maxRatePerSecond, ratePerSecond);
  writeFileSync(file, stringify(stack));
  return file;
}
