/** What somebody looks at, as evidence that is sent: with the question that lists it, so that what was found is kept with the drill. */
import type { Evidence } from '../../core/protocol/evidence.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { evidenceOf, type Selection } from '../state/selection.ts';
import { withoutSlot } from '../state/signal-ref.ts';
import type { StampedFrame } from '../state/store.ts';
import { wallMsOf } from './clocks.ts';
import { servicesOf } from './concerns.ts';
import { type LogQueryParts, logQuery } from './logs/log-query.ts';
import { traceQueryOf } from './traces/trace-query.ts';

interface Seeing {
  nowMs: number;
  stack: StackView | null;
  frames: readonly StampedFrame[];
}

export function citedOf(selection: Selection, { nowMs, stack, frames }: Seeing): Evidence {
  const evidence = evidenceOf(selection, nowMs, { stack, frame: frames.at(-1)?.frame ?? null });
  const wallAt = (gameMs: number): number | null => wallMsOf(frames, gameMs);
  if (evidence.kind === 'logs') return { ...evidence, query: logQuery(logPartsOf(selection, stack, wallAt)).toString() };
  if (evidence.kind !== 'traces') return evidence;
  const { search, component, atMs: pickedMs } = selection;
  return { ...evidence, query: traceQueryOf({ search, component, pickedMs, stack }, wallAt).toString() };
}

/** The selection as a question about logs. */
export function logPartsOf(
  { component, traceId, atMs, logs: search }: Pick<Selection, 'component' | 'traceId' | 'atMs' | 'logs'>,
  stack: StackView | null,
  wallAt: (gameMs: number) => number | null,
): LogQueryParts {
  const isSlot = component !== null && !component.includes('->') && withoutSlot(component) !== component;
  return {
    search,
    services: servicesOf(component, stack),
    slot: isSlot ? component : null,
    traceId,
    aroundMs: atMs === null ? null : wallAt(atMs),
  };
}
