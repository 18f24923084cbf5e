/** Every row, in the order in which they run. */
import type { Row } from '../row.ts';
import { actuationRow } from './actuation.ts';
import { alertsRow } from './alerts.ts';
import { fanoutRow } from './fanout.ts';
import { ingestRow } from './ingest.ts';
import { kafkaRow } from './kafka.ts';
import { loadRow } from './load.ts';
import { noiseRow } from './noise.ts';
import { profileRow } from './profile.ts';
import { proxyRow } from './proxy.ts';
import { pssRow } from './pss.ts';
import { redisRow } from './redis.ts';
import { roomRow } from './room.ts';
import { soakRow } from './soak.ts';
import { startRow } from './start.ts';
import { tracesRow } from './traces.ts';
import { waterfallRow } from './waterfall.ts';

export const rows: readonly Row[] = [
  noiseRow,
  startRow,
  pssRow,
  loadRow,
  proxyRow,
  kafkaRow,
  redisRow,
  actuationRow,
  ingestRow,
  tracesRow,
  waterfallRow,
  roomRow,
  alertsRow,
  fanoutRow,
  profileRow,
  soakRow,
];
