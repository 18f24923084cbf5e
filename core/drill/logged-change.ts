import type { Plan } from '../scenario/plan.ts';
import type { DrillState } from './state.ts';

/**
 * The entry of the change log that a proof names: by the id of an inject, or `background:<n>` for the n-th change before the drill. Found by
 * its words, since the log has ids of its own; undefined where it was never logged.
 */
export function loggedChange(
  id: string,
  { script, background }: Plan,
  changes: DrillState['changes'],
): DrillState['changes'][number] | undefined {
  const nth = /^background:(\d+)$/.exec(id)?.[1];
  const item = script.find((entry) => entry.id === id);
  const planned = nth ? background[Number(nth) - 1] : item && 'change' in item ? item.change : null;
  return planned ? changes.find(({ target, summary }) => target === planned.target && summary === planned.summary) : undefined;
}
