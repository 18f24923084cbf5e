/** Harm that the pod's own acts did to users. */
import { isMutating } from '../controls/index.ts';
import type { DrillFigures } from '../drill/debrief.ts';
import { isHarmlesslyLate } from '../requests/grade.ts';

/** A harmful act costs at least this much, whether or not users felt it this time. */
const leastHarm = 0.25;
/** A rise of bad events that is smaller may as well be the fault itself. */
const smallestRise = 0.05;

/** 1 is no harm. A right answer is never blamed for what users felt while it took hold. */
export function safetyScore(controls: DrillFigures['controls'], requests: DrillFigures['requests'] = []): number {
  const harms = [...controls.map(harmOf), ...requests.map(harmOfRequest)];
  return Math.max(
    0,
    harms.reduce((left, harm) => left - harm, 1),
  );
}

/** Of something that was shipped and should have been held; of anything else what users felt of it, unless it was right to ship. */
function harmOfRequest(request: DrillFigures['requests'][number]): number {
  const { right, verdict, shippedAtMs, badShareBefore, badShareAfter } = request;
  if (shippedAtMs === null || right === verdict || isHarmlesslyLate(request)) return 0;
  const rise = Math.max(0, (badShareAfter ?? 0) - (badShareBefore ?? 0));
  if (right === 'hold') return Math.max(leastHarm, rise);
  return rise < smallestRise ? 0 : rise;
}

function harmOf({ control, verdict, badShareBefore, badShareAfter }: DrillFigures['controls'][number]): number {
  if (verdict === 'accepted' || verdict === 'partial' || !isMutating(control)) return 0;
  const rise = Math.max(0, (badShareAfter ?? 0) - (badShareBefore ?? 0));
  if (verdict === 'harmful') return Math.max(leastHarm, rise);
  return rise < smallestRise ? 0 : rise;
}
