import { performance } from 'node:perf_hooks';
import type { Deadline } from './kit.ts';

/** Header with the milliseconds the caller still waits; relative, so that clocks need not agree. */
export const deadlineHeader = 'x-deadline-ms';

function deadlineIn(ms: number): Deadline {
  const atMs = performance.now() + ms;
  return { atMs, remainingMs: () => Math.max(0, atMs - performance.now()) };
}

/** The deadline a caller named in its header; `fallbackMs` from now when it named none or nonsense. */
export function incomingDeadline(header: string | string[] | undefined, fallbackMs: number): Deadline {
  const asked = typeof header === 'string' ? Number(header) : Number.NaN;
  return deadlineIn(Number.isFinite(asked) && asked >= 0 ? Math.min(asked, fallbackMs) : fallbackMs);
}
