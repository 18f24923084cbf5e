import * as z from 'zod';
import { archive } from '../faults/archive.ts';
import { dropIndex } from '../faults/drop-index.ts';
import { flag } from '../faults/flag.ts';
import { loadSpike } from '../faults/load-spike.ts';
import { policy } from '../faults/policy.ts';
import type { SeedWrap } from '../faults/quantities.ts';
import { segmentSkew } from '../faults/segment-skew.ts';

const oneSetting = (seeded: SeedWrap) =>
  z.discriminatedUnion('kind', [
    policy.schema(seeded),
    flag.schema(seeded),
    dropIndex.schema(seeded),
    archive.schema(seeded),
    loadSpike.schema(seeded),
    segmentSkew.schema(seeded),
  ]);

/** How the shop is set from before the baseline on: what a team may have left so, in the words of a fault. */
export const settingsSchema = (seeded: SeedWrap) => z.array(oneSetting(seeded)).min(1).max(4);
