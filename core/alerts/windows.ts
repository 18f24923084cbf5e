/** The SRE workbook's multiwindow, multi-burn-rate pairs (chapter 5), with windows divided by the compression factor. */
import { compressionFactor } from '../slo/burn-rate.ts';

export interface WindowPair {
  severity: 'page' | 'ticket';
  burnRate: number;
  longSeconds: number;
  shortSeconds: number;
  /** The same pair as it would stand in production, for display. */
  production: string;
}

/** A short window below this flaps on a handful of requests. */
const SHORTEST_SECONDS = 15;

const hour = 3600;

/** Production pairs; long and short windows in seconds. */
const workbook = [
  { severity: 'page', burnRate: 14.4, longSeconds: hour, shortSeconds: hour / 12, production: '14.4x over 1 h and 5 min' },
  { severity: 'page', burnRate: 6, longSeconds: 6 * hour, shortSeconds: hour / 2, production: '6x over 6 h and 30 min' },
  { severity: 'ticket', burnRate: 1, longSeconds: 72 * hour, shortSeconds: 6 * hour, production: '1x over 3 d and 6 h' },
] as const satisfies WindowPair[];

/** Most urgent first. */
export const windowPairs: readonly WindowPair[] = workbook.map((pair) => ({
  ...pair,
  longSeconds: pair.longSeconds / compressionFactor,
  shortSeconds: Math.max(SHORTEST_SECONDS, pair.shortSeconds / compressionFactor),
}));

/** Fewest bad events in the long window, and fewest events in the short one, for an alert to mean anything. */
export const fewestBadEvents = 5;
export const fewestEvents = 50;

/** A firing alert whose condition went away stays for this long, so that it does not flap. */
export const keepFiringMs = 30_000;

/** So long a condition that was true is taken to hold while nothing is said of it: an event loop that is blocked for seconds tells of it between two blocks. */
export const silentForMs = 10_000;
