/** What the responders did to the system, and what users felt of it. */
import type { DrillEvent } from '../drill/events.ts';
import { verdictOf } from '../drill/rules/verdict.ts';
import { badShareBetween } from '../slo/figures.ts';
import { type CaseFile, worstSlo } from './case-file.ts';
import type { ActionEffect } from './document.ts';

/** Bad shares are compared over this long before and after an action landed. */
const COMPARED_MS = 30_000;

/** Actions that reached the system, in the order they landed. */
export function actionEffects({ plan, events, state, debrief, samples, startMs }: CaseFile): ActionEffect[] {
  const slo = worstSlo(debrief);
  const effects = state.controls.flatMap((use): ActionEffect[] => {
    if (use.landedAtMs === null) return [];
    const { controlId, control, target, parameters, by, equivalent, landedAtMs, undoneAtMs } = use;
    return [
      {
        controlId,
        control,
        target,
        parameters,
        by,
        equivalent,
        landedAtMs: landedAtMs - startMs,
        undoneAtMs: undoneAtMs === null ? null : undoneAtMs - startMs,
        verdict: verdictOf({ control, target, parameters }, plan),
        slo,
        badShareBefore: badShareBetween(samples, slo, { fromMs: landedAtMs - COMPARED_MS, toMs: landedAtMs }),
        badShareAfter: badShareBetween(samples, slo, { fromMs: landedAtMs, toMs: landedAtMs + COMPARED_MS }),
        references: [`control ${controlId}`, ...landedSeq(events, controlId)],
      },
    ];
  });
  return effects.sort((a, b) => a.landedAtMs - b.landedAtMs);
}

function landedSeq(events: readonly DrillEvent[], controlId: string): string[] {
  const landed = events.find((event) => event.type === 'controlLanded' && event.data.controlId === controlId);
  return landed ? [`event ${landed.seq}`] : [];
}
