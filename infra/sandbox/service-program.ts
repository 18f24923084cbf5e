import type { SlotDesired } from '../../core/sandbox/messages.ts';
import type { LineLog } from './line-log.ts';
import { Program } from './program.ts';
import { type BootContext, semiSpaceMbOf, serviceBoot } from './service-boot.ts';

/** Engines and load go before services, so that a busy service slows itself and not the measurement. */
const serviceNiceness = 5;

export interface ServiceProgram {
  context: BootContext;
  /** The instance: `catalog-2`. */
  name: string;
  desired: SlotDesired;
  /** Absolute path of the service's built program. */
  file: string;
  log: LineLog;
}

/** Starts the process of one service instance. */
export function startServiceProgram({ context, name, desired, file, log }: ServiceProgram): Program {
  const boot = serviceBoot(context, name, desired);
  return new Program({ name, file, boot, log, niceness: serviceNiceness, semiSpaceMb: semiSpaceMbOf(context, name) });
}
