import type { DrillState } from '../state.ts';

/** Effects still to be reported, without the one that the event at `causeSeq` asked for. */
export function withoutEffect(effects: DrillState['effects'], causeSeq: number | null): DrillState['effects'] {
  const { [`e${causeSeq}`]: _settled, ...rest } = effects;
  return rest;
}
