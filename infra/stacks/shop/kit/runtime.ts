import type { ServiceBoot } from '../../../../core/sandbox/messages.ts';
import type { DesiredState } from './desired-state.ts';
import type { Hooks } from './hooks.ts';
import type { Log } from './kit.ts';
import type { Readiness } from './readiness.ts';
import type { Instruments } from './telemetry/instruments.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** What the parts of the kit share inside one service process. */
export interface Runtime {
  boot: ServiceBoot;
  telemetry: Telemetry;
  instruments: Instruments;
  desired: DesiredState;
  readiness: Readiness;
  hooks: Hooks;
  log: Log;
  random: () => number;
  /** Steps of a drain and of the end. */
  ending: Ending;
}

/** What parts want done when the service stops taking work, and when it ends. */
export interface Ending {
  /** Consumers leave, jobs stop. */
  onDrain(step: () => Promise<void> | void): void;
  /** Connections close. */
  onClose(step: () => Promise<void> | void): void;
}
