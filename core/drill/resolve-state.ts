/** What has become of the pod's resolves. */
import type { LeftOn, ProbeKind } from './events.ts';

export interface ResolveState {
  /** The resolve that is being verified. */
  resolve: { atMs: number; seq: number; leftOn: LeftOn[] } | null;
  /** What is being tried before that resolve holds. */
  probe: { probe: ProbeKind; startedAtMs: number; startedSeq: number; endedAtMs: number | null } | null;
  probesPassed: ProbeKind[];
  /** Resolves that were taken back although users were well, with what stood against them. */
  unmet: { atMs: number; reasons: string[] }[];
  falseResolves: number;
}

export const nothingResolved: ResolveState = { resolve: null, probe: null, probesPassed: [], unmet: [], falseResolves: 0 };
