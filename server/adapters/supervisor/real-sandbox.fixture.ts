/** A sandbox of real processes, and what it tells whoever built it. */
import type { ComponentHealth, EngineChoice, LedgerSecond } from '../../../core/sandbox/messages.ts';
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
