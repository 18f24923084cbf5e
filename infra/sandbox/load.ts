import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerSecond, SupervisorBoot } from '../../core/sandbox/messages.ts';
import type { LoadBoot, LoadMessage, LoadRequest } from '../load/boot.ts';
import { adminUser } from './database.ts';
import { SandboxFailure } from './failure.ts';
import type { Program } from './program.ts';
import { type BootContext, entryUrl } from './service-boot.ts';

export function loadBoot(context: BootContext, boot: SupervisorBoot, productCount: number): LoadBoot {
  const { wave, mix, botShare, abortShare, maxRatePerSecond } = context.stack.load;
  return {
    gatewayUrl: entryUrl(context),
    ratePerSecond: boot.ratePerSecond,
    maxRatePerSecond,
    wave,
    mix,
    botShare,
    abortShare,
    slis: context.slis,
    seed: boot.seed,
    ledgerDatabase: {
      host: '127.0.0.1',
      port: context.layout.postgresPort,
      user: adminUser,
      database: context.stack.engines.postgres.database,
    },
    productCount,
  };
}

/** The running load generator. */
export class Load {
  constructor(
    private readonly program: Program,
    /** Arrivals per second it was last told. */
    public ratePerSecond: number,
  ) {}

  onLedger(listener: (second: LedgerSecond) => void): void {
    this.program.onMessage((message) => {
      const { type, second } = message as LoadMessage;
      if (type === 'ledger') listener(second);
    });
  }

  /** Resolves at the first second in which users really came. @throws SandboxFailure `not_ready` */
  async untilFlowing(withinMs: number): Promise<void> {
    const flowing = new Promise<true>((resolve) => this.onLedger(({ sent }) => sent > 0 && resolve(true)));
    if (await Promise.race([flowing, pause(withinMs, false, { ref: false })])) return;
    throw new SandboxFailure('not_ready', `no request was sent within ${withinMs / 1000} s`, this.program.failure('').about);
  }

  /** @returns what changed, nothing when the rate is that already. */
  setRate(ratePerSecond: number): string[] {
    if (ratePerSecond === this.ratePerSecond) return [];
    this.ratePerSecond = ratePerSecond;
    this.program.send({ type: 'rate', ratePerSecond } satisfies LoadRequest);
    return [`load: ${ratePerSecond} requests/s`];
  }
}
