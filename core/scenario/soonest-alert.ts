/** How soon an alert may fire after a fault: when every request is bad from then on. */
import { windowPairs } from '../alerts/windows.ts';
import type { SloPlan } from './plan.ts';

type Measured = Pick<SloPlan, 'sli' | 'thresholdMs' | 'objective'>;

/** Where nothing is known of the SLO: the objective of the house, and what is bad is bad at once. */
const anySlo: Measured = { sli: 'availability', thresholdMs: 0, objective: 0.99 };

/** One that is not known is told as such, and held against what any SLO needs. */
export function sloNamed(name: string, slos: readonly SloPlan[]): SloPlan | undefined {
  return slos.find((slo) => slo.name === name);
}

/** Before this nobody knows of any request that it is bad: a failure tells so itself, slow and late is only what has gone on for so long. */
export function toldAfterMs({ sli, thresholdMs }: Measured): number {
  return sli === 'availability' ? 0 : thresholdMs;
}

/** Milliseconds from the fault on. Until the first bad event is told there is none at all, so the windows hold so many seconds less. */
export function soonestAlertMs(severity: 'page' | 'ticket', slo: Measured = anySlo): number {
  const silentSeconds = toldAfterMs(slo) / 1000;
  const pairs = windowPairs.filter((pair) => pair.severity === severity);
  const seconds = pairs.map(
    ({ burnRate, longSeconds }) => silentSeconds + burnRate * (1 - slo.objective) * Math.max(0, longSeconds - silentSeconds),
  );
  return Math.ceil(Math.min(...seconds)) * 1000;
}
