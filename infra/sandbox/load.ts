import { setTimeout as pause } from 'node:timers/promises';
import type { DesiredLoad } from '../../core/sandbox/desired-load.ts';
import { type LoadShape, ordinaryShape } from '../../core/sandbox/load-shape.ts';
import type { LedgerSecond, SupervisorBoot } from '../../core/sandbox/messages.ts';
import type { LoadBoot, LoadMessage, LoadRequest } from '../load/boot.ts';
import { adminUser } from './database.ts';
import { SandboxFailure } from './failure.ts';
import type { Program } from './program.ts';
import { type BootContext, entryUrl } from './service-boot.ts';

export function loadBoot(context: BootContext, boot: SupervisorBoot, productCount: number): LoadBoot {
  const { wave, mix, botShare, abortShare, clients, maxRatePerSecond } = context.stack.load;
  return {
    gatewayUrl: entryUrl(context),
    ratePerSecond: boot.ratePerSecond * rampShares[0],
    maxRatePerSecond,
    wave,
    mix,
    botShare,
    abortShare,
    clients,
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

/**
 * Users come gradually, one step a second: with an empty cache and code that was never run, the full rate would queue up
 * faster than the shop warms, and take a dozen seconds to be worked off.
 */
const rampShares = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 1] as const;
const rampStepMs = 1000;

/** The running load generator. */
export class Load {
  private ramp: NodeJS.Timeout | undefined;

  constructor(
    private readonly program: Program,
    /** Arrivals per second that are wanted. */
    public ratePerSecond: number,
  ) {}

  /** How users behave at the moment, as told. */
  shape: LoadShape = ordinaryShape;

  /** Raises the rate from where `loadBoot` begins to the wanted one. */
  rampUp(): void {
    let step = 0;
    this.ramp = setInterval(() => {
      step += 1;
      this.tell(this.ratePerSecond * (rampShares[step] ?? 1));
      if (step >= rampShares.length - 1) clearInterval(this.ramp);
    }, rampStepMs);
    this.ramp.unref();
  }

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

  /** @returns what changed, nothing when users are and behave so already. */
  apply({ ratePerSecond, overMs, shape }: DesiredLoad): string[] {
    return [...this.setRate(ratePerSecond, overMs), ...this.setShape(shape)];
  }

  /** @returns what changed, nothing when the rate is that already, or on its way there. */
  setRate(ratePerSecond: number, overMs = 0): string[] {
    if (ratePerSecond === this.ratePerSecond) return [];
    clearInterval(this.ramp);
    const from = this.ratePerSecond;
    this.ratePerSecond = ratePerSecond;
    if (overMs <= rampStepMs) {
      this.tell(ratePerSecond);
      return [`load: ${ratePerSecond} requests/s`];
    }
    this.climb(from, overMs);
    return [`load: ${ratePerSecond} requests/s, reached over ${overMs / 1000} s`];
  }

  private setShape(shape: LoadShape): string[] {
    if (JSON.stringify(shape) === JSON.stringify(this.shape)) return [];
    this.shape = shape;
    this.program.send({ type: 'shape', shape } satisfies LoadRequest);
    return [`load: ${shapeWords(shape)}`];
  }

  /** A step a second from one rate to the wanted one. */
  private climb(from: number, overMs: number): void {
    const steps = Math.ceil(overMs / rampStepMs);
    let step = 0;
    this.ramp = setInterval(() => {
      step += 1;
      this.tell(from + ((this.ratePerSecond - from) * step) / steps);
      if (step >= steps) clearInterval(this.ramp);
    }, rampStepMs);
    this.ramp.unref();
  }

  private tell(ratePerSecond: number): void {
    this.program.send({ type: 'rate', ratePerSecond } satisfies LoadRequest);
  }
}

function shapeWords({ zipf, segment, pastedSearchShare, withdrawnShare, waveShare }: LoadShape): string {
  return [
    `popularity exponent ${zipf}`,
    segment ? `${Math.round(segment.share * 100)} % with ${segment.field} ${segment.value}` : 'ordinary segments',
    `${pastedSearchShare * 100} % pasted searches`,
    `${withdrawnShare * 100} % withdrawn products`,
    `${Math.round(waveShare * 100)} % of the wave`,
  ].join(', ');
}
