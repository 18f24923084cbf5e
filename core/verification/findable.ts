/** Whether the views that are to prove the truth really show something while nobody acts: whoever looks there can find the cause. */
import { loggedChange } from '../drill/logged-change.ts';
import type { DrillState } from '../drill/state.ts';
import type { Plan } from '../scenario/plan.ts';
import { isContrast } from './contrasts.ts';
import { type Measured, type Movement, movementOf } from './movement.ts';
import type { Findable } from './report.ts';

type View = Plan['proof'][number];
type SignalView = Extract<View, { signal: string }>;
/** Figures of one second by the name under which evidence points at them. */
export type Series = Readonly<Record<string, number | null>>;

/** What was to be seen of an incident in which nobody acts. */
export interface Shown {
  /** Seconds of the steady state up to the trigger. */
  before: readonly Series[];
  /** Seconds since the trigger. */
  since: readonly Series[];
  /** By view, the longest of its calls in milliseconds; a view without a kept trace is missing. */
  traces: ReadonlyMap<View, number>;
  changes: DrillState['changes'];
}

/** What one view shows, in words, and whether that is what it is there for. */
interface Look {
  isThere: boolean;
  words: string;
}

export function findableOf(plan: Plan, shown: Shown): Findable {
  const looks = plan.proof.map((view) => lookAt(view, plan, shown));
  const missing = looks.filter(({ isThere }) => !isThere).map(({ words }) => words);
  return { found: looks.length - missing.length, of: looks.length, missing, views: looks.map(({ words }) => words) };
}

function lookAt(view: View, plan: Plan, shown: Shown): Look {
  if ('signal' in view) return lookAtSignal(view, plan, shown);
  if ('change' in view) {
    const isThere = loggedChange(view.change, plan, shown.changes) !== undefined;
    return { isThere, words: `change ${view.change}: ${isThere ? 'stands in the change log' : 'is not in the change log'}` };
  }
  const longestMs = shown.traces.get(view);
  const name = `${view.pick} trace through ${view.trace}`;
  return {
    isThere: longestMs !== undefined,
    words: `${name}: ${longestMs === undefined ? 'none was kept' : `kept, ${longestMs.toFixed(0)} ms there`}`,
  };
}

function lookAtSignal({ signal }: SignalView, plan: Plan, { before, since }: Shown): Look {
  const figure = signal.split('|')[1] ?? '';
  const valuesIn = (seconds: readonly Series[]): Measured => seconds.map((series) => series[signal] ?? null);
  const movement = movementOf(figure, valuesIn(before), valuesIn(since));
  const { before: was, since: is, where } = movement;
  const values = `${where === 'middle' ? '' : `${where} `}${inWords(figure, was)} before, ${inWords(figure, is)} since`;
  const { isThere, why } = judge(movement, whyNotMoved(plan, signal));
  return { isThere, words: `${signal}: ${values}${why}` };
}

/** What is to be measured, and need not move, is judged by the reason why. */
function judge(movement: Movement, staying: Staying | null): { isThere: boolean; why: string } {
  const isMeasured = movement.before !== null || movement.since !== null;
  if (!isMeasured) return { isThere: false, why: ', it was never measured' };
  if (staying === null)
    return { isThere: movement.hasMoved, why: movement.hasMoved ? (movement.hasEnded ? ', where it ends' : '') : ', it did not move' };
  if (staying.may) return { isThere: true, why: ` (${staying.because})` };
  return movement.hasMiddleMoved ? { isThere: false, why: ', it moved and was to stay' } : { isThere: true, why: ` (${staying.because})` };
}

interface Staying {
  /** It may as well move. */
  may: boolean;
  because: string;
}

/** Null: it has to move. */
function whyNotMoved({ scenarioId, goal, expect }: Plan, signal: string): Staying | null {
  if (goal) return { may: true, because: 'nothing moves until somebody makes it faster: it only has to be measured' };
  if (expect.witness === 'none' && expect.idle === 'holds')
    return { may: true, because: 'nothing is wrong, and it is there to show that: it only has to be measured' };
  return isContrast(scenarioId, signal) ? { may: false, because: 'it is there to show that nothing changed there' } : null;
}

function inWords(figure: string, value: number | null): string {
  if (value === null) return 'nothing';
  if (figure === 'errors') return `${(value * 100).toFixed(1)} %`;
  if (figure === 'hitRatio') return `${value.toFixed(0)} %`;
  if (figure === 'memory') return `${value.toFixed(1)} MB`;
  if (figure === 'rate') return `${value.toFixed(1)}/s`;
  return figure.startsWith('p') ? `${value.toFixed(0)} ms` : value.toFixed(0);
}
