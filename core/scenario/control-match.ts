/** Which uses of a control are meant. */
import type { ControlParameters } from '../drill/events.ts';

/** A control that matches when every named part is equal and every bound is kept (`matchControl`). */
export interface ControlMatch {
  control: string;
  target?: string;
  parameters?: ControlParameters;
  /** How the value of a parameter begins that is chosen from the running system: `nightly-report/`, `orders.placed/`. */
  startsWith?: Record<string, string>;
  /** Smallest and largest value of number parameters that still match. */
  atLeast?: Record<string, number>;
  atMost?: Record<string, number>;
}
