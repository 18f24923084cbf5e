/** What one control is. One file per control beside this one; `index.ts` lists them. */
import type { ControlParameters } from '../drill/events.ts';
import type { LiveKind } from '../sandbox/live.ts';
import type { SandboxAction, StandingOperation } from '../sandbox/operations.ts';

/** A parameter as a form needs it: what is asked, in which unit, within which bounds. */
export interface ParameterSpec {
  name: string;
  /** `text`: in the responder's own words. */
  type: 'number' | 'choice' | 'text';
  /** Unit for a number (`requests/s`, `MB`, `share`), else empty. */
  unit: string;
  /** Set when only whole numbers make sense. */
  integer?: true;
  /** Bounds of a number; of a text, of its length. */
  min: number | null;
  max: number | null;
  /** Of a choice. Empty where they are the stack's: an offer fills them in. */
  choices: string[];
  default: string | number;
}

/** One of what the running system shows at this moment. */
export interface LiveParameter extends Omit<ParameterSpec, 'type'> {
  type: 'live';
  /** Alerts are the drill's, everything else is asked of the sandbox. */
  live: LiveKind | 'alerts';
}

export type ControlParameter = ParameterSpec | LiveParameter;

export interface ControlContext {
  target: string;
  parameters: ControlParameters;
  /** Current and previous versions by service. */
  versions: Record<string, { current: string; previous: string[] }>;
  /** Canaries that run, by service. */
  canaries: Record<string, { version: string; weight: number }>;
  /** Services whose consumer group is told to stand still. */
  paused: readonly string[];
}

/** What a control does to the sandbox once its lead time is over. */
export type ControlWork =
  /** Stay until undone, all together and in this order. Most controls have one; a bypass turns two policies. */
  | { type: 'standing'; operations: StandingOperation[] }
  | { type: 'action'; action: SandboxAction }
  /** Somebody is paged; the scenario's truth decides the answer. */
  | { type: 'ownerPage'; owner: string }
  /** Nobody is told of an alert for a while; what it is about goes on. */
  | { type: 'silence'; alert: string; reason: string; forMs: number };

/** How a control looks to the responder, what it costs, and what it does. Everything but `work` may be shown while a drill runs. */
export interface ControlDefinition {
  control: string;
  title: string;
  /** Targets and choices are the stack's; parameters are checked against these. */
  parameters: ControlParameter[];
  /** Lead time before the sandbox is touched (review, rollout start), game milliseconds. What the work itself takes comes on top. */
  leadMs: number;
  /** What follows the work before all is as it was: cold caches, connections that open anew, a rebalance. */
  warmUp: string;
  /** Service whose "one change in flight" this occupies, or null. */
  occupies(target: string): string | null;
  sideEffect: string;
  /** The same thing in the trade: kubectl, redis-cli, SQL, a flag diff. */
  equivalent(target: string, parameters: ControlParameters): string;
  /** Said before a use that reaches everybody, which then has to be confirmed in words; null for one that does not. */
  broad?: (target: string, parameters: ControlParameters) => string | null;
  /** What is on because of it and has to be taken off some day; null where nothing is, or as things stand not any more. */
  leavesOn?: (context: ControlContext) => string | null;
  /** Why there is nothing to do for it as things stand; null when there is. */
  unavailable?: (context: ControlContext) => string | null;
  /** For example what the sandbox says it did, as it says it; empty where it has no part in it. */
  receipt: string;
  /** Somebody reads what the pod has seen: a use may cite evidence. */
  takesEvidence?: true;
  /** Whether the pod can take it off again. */
  undoable: boolean;
  /** Entry for the public change log. */
  change(target: string, parameters: ControlParameters): { kind: import('../drill/events.ts').ChangeKind; summary: string };
  work(context: ControlContext): ControlWork;
}
