/** A sandbox of real processes, and what it tells whoever built it. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { ComponentHealth, EngineChoice, LedgerSecond } from '../../../core/sandbox/messages.ts';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import type { Sandbox } from '../../ports/sandbox.ts';
import { shopStackFile } from '../../stack-file.ts';
import { createSupervisorFactory } from './supervisor-factory.ts';

export interface RealSandbox {
  sandbox: Sandbox;
  /** As last told. */
  health: () => readonly ComponentHealth[];
  /** Why it broke, each time it said so. */
  failed: readonly string[];
}

interface Wish {
  dataDir: string;
  /** Left out: nobody listens, and telemetry is lost. */
  collectorPort?: number;
  ratePerSecond?: number;
  seed?: number;
  engines?: EngineChoice;
  onLedger?: (second: LedgerSecond) => void;
}

/** One in a folder of its own, with what most suites ask of it. */
export interface OwnSandbox extends RealSandbox {
  /** Where it keeps its files. */
  folder: string;
  /** Of the ledger; undefined before the first second. */
  newest: () => LedgerSecond | undefined;
  /** These operations stand from now on, and no others. */
  stand: (...operations: StandingOperation[]) => Promise<void>;
  /** Stops it and takes its folder away. */
  close: () => Promise<void>;
}

/** @throws SandboxError */
export async function openOwnSandbox(wish: Omit<Wish, 'dataDir' | 'onLedger'>): Promise<OwnSandbox> {
  const folder = await mkdtemp('/var/tmp/brownout-sandbox-');
  // Postgres runs as another user.
  await chmod(folder, 0o755);
  const removed = (): Promise<void> => rm(folder, { recursive: true, force: true });
  let newest: LedgerSecond | undefined;
  const onLedger = (second: LedgerSecond): void => {
    newest = second;
  };
  const real = await buildRealSandbox({ ...wish, dataDir: folder, onLedger }).catch(async (error: Error) => {
    await removed();
    throw error;
  });
  return {
    ...real,
    folder,
    newest: () => newest,
    stand: async (...operations) => {
      await real.sandbox.reconcile(operations.map((operation, index) => ({ id: `e${index}`, operation })));
    },
    close: () => real.sandbox.stop().finally(removed),
  };
}

/** Resolves when it is ready and under load. @throws SandboxError */
export async function buildRealSandbox(wish: Wish): Promise<RealSandbox> {
  const { dataDir, collectorPort = 9, ratePerSecond = 10, seed = 7, engines = { kind: 'embedded' }, onLedger = () => {} } = wish;
  let health: readonly ComponentHealth[] = [];
  const failed: string[] = [];
  const sandbox = await createSupervisorFactory({ stackFile: shopStackFile(), dataDir, collectorPort, engines }).build({
    telemetryToken: 'token',
    ratePerSecond,
    seed,
    onProgress: () => {},
    onLedger,
    onHealth: (components) => {
      health = components;
    },
    onFailed: (message) => failed.push(message),
  });
  return { sandbox, health: () => health, failed };
}
