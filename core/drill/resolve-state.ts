/** What has become of the pod's resolves. */
import type { LeftOn, ProbeKind } from './events.ts';

/** What was tried before a resolve held. */
export interface Trial {
  probe: ProbeKind;
  /** Service or slot that was restarted, fault that came back. */
  target: string;
  startedAtMs: number;
  /** `hurt`: users suffered again. `unfinished`: it was not over in time, or something else took the resolve back. `impossible`: the sandbox could not. */
  result: 'going on' | 'passed' | 'hurt' | 'unfinished' | 'impossible';
  /** What the sandbox said that it could not do. */
  message: string;
}

export interface ResolveState {
  /** The resolve that is being verified. */
  resolve: { atMs: number; seq: number; leftOn: LeftOn[] } | null;
  /** What is being tried before that resolve holds. */
  probe: { probe: ProbeKind; startedAtMs: number; startedSeq: number; endedAtMs: number | null } | null;
  probesPassed: ProbeKind[];
  /** Everything that was tried, in its order. */
  trials: Trial[];
  /** Resolves that were taken back although users were well, with what stood against them. */
  unmet: { atMs: number; reasons: string[] }[];
  falseResolves: number;
  /** For how long users had been well when a resolve held; null while none has. */
  heldForMs: number | null;
}

export const nothingResolved: ResolveState = {
  ...{ resolve: null, probe: null, probesPassed: [], trials: [] },
  ...{ unmet: [], falseResolves: 0, heldForMs: null },
};

/** The newest trial has come to this. */
export function withNewest(trials: readonly Trial[], change: Partial<Trial>): Trial[] {
  return trials.map((trial, index) => (index === trials.length - 1 ? { ...trial, ...change } : trial));
}
