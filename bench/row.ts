/** What every row of the bench is: a file that opens what it needs, then measures as often as it is asked. */
import type { Ends } from './harness/ends.ts';

/** One figure of one run. */
export interface Measurement {
  /** Unique within its row: `browse p99 at 300/s`. */
  figure: string;
  unit: string;
  value: number;
  /** What the figure should be at most, or at least. */
  goal?: Goal;
  /** What arithmetic says it would be in a perfect world; same unit. */
  theory?: number;
}

export type Goal = { atMost: number } | { atLeast: number };

export interface RowContext {
  /** Shorter windows and fewer repetitions, to see that it works; such figures are no reference. */
  quick: boolean;
  /** Whatever is started is registered here; it ends on every path. */
  ends: Ends;
  /** Progress, for whoever watches. */
  say: (line: string) => void;
  /** What a reader of the results must know: a part that was left out, and how to have it. */
  note: (line: string) => void;
}

/** Takes every figure of the row once. */
export type Measure = () => Promise<Measurement[]>;

export interface Row {
  name: string;
  /** One line for the usage text. */
  about: string;
  /** Repetitions when none are asked for. */
  runs: number;
  /** Rows that only run when named. */
  onDemand?: boolean;
  open(context: RowContext): Promise<Measure>;
}
