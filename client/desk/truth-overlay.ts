import type { Desk } from '../../core/protocol/desk.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { onMap } from '../evidence/on-map.ts';
import type { MapOverlay } from '../evidence/ServiceMap.tsx';

/** Where it is, how it spreads, and what has been done to the shop by now. */
export function truthOverlay({ truth, faults }: Pick<Desk, 'truth' | 'faults'>, stack: Pick<StackView, 'services' | 'links'>): MapOverlay {
  const overlay: Record<string, MapOverlay[string]> = {};
  truth.propagation.forEach(({ to, effect }, index) => {
    if (to !== 'users') overlay[onMap(to, stack)] = { tone: 'warning', label: `▲ ${index + 1}`, detail: effect };
  });
  if (truth.component !== 'none') overlay[onMap(truth.component, stack)] = { tone: 'info', label: '● truth' };
  for (const { component, state, label } of faults) {
    if (state === 'applied' || state === 'felt')
      overlay[onMap(component, stack)] = { tone: 'critical', label: `■ ${state}`, detail: label };
  }
  return overlay;
}
