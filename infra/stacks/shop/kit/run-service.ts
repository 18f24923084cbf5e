import type { ServiceBoot } from '../../../../core/sandbox/messages.ts';
import { announceReady, endWithParent, readBoot } from '../../../process/lifeline.ts';
import { type Define, startService } from './start-service.ts';

/**
 * The whole main of a service: reads its boot, lets `define` set it up, listens, tells the parent when it is ready and ends
 * with it, drained. A service that cannot start writes why and exits with 1.
 */
export function runService(define: Define): void {
  const starting = startService(readBoot<ServiceBoot>(), define);
  endWithParent(async () => (await starting).stop());
  starting
    .then(async (service) => {
      await service.ready;
      announceReady({ port: service.port });
    })
    .catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
}
