import type { SupervisorBoot } from '../../../core/sandbox/messages.ts';
import type { BootContext } from '../service-boot.ts';

/** What a kit is made from. */
export interface KitParts {
  boot: SupervisorBoot;
  context: BootContext;
  /** Run in order on the empty database. */
  sql: readonly string[];
}
