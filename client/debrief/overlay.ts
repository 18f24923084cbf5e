import type { Debrief } from '../../core/protocol/debrief.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { onMap } from '../evidence/on-map.ts';
import type { MapOverlay } from '../evidence/ServiceMap.tsx';

/** Where it began, how it spread, and what was said; where it began wins over the rest. */
export function diagnosisOverlay(
  { truth, diagnoses }: Pick<Debrief, 'truth' | 'diagnoses'>,
  stack: Pick<StackView, 'services' | 'links'>,
): MapOverlay {
  const overlay: Record<string, MapOverlay[string]> = {};
  for (const { component, by } of diagnoses) {
    if (component !== 'none') overlay[onMap(component, stack)] = { tone: 'info', label: '● said', detail: `said by ${by}` };
  }
  truth.propagation.forEach(({ to, effect }, index) => {
    if (to !== 'users') overlay[onMap(to, stack)] = { tone: 'warning', label: `▲ ${index + 1}`, detail: effect };
  });
  if (truth.component !== 'none') overlay[onMap(truth.component, stack)] = { tone: 'critical', label: '■ began here' };
  return overlay;
}
