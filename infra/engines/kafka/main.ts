import { announceReady, endWithParent, readBoot } from '../../process/lifeline.ts';
import type { KafkaBoot } from './boot.ts';
import { startBroker } from './broker.ts';

const stop = await startBroker(readBoot<KafkaBoot>(), (line) => console.error(line));
endWithParent(stop);
announceReady();
